package io.scaleproof.infra.config;

/** An amount of CPU in thousandths of a core. Written as Kubernetes does: {@code 100m}, {@code 0.5}, {@code 2}. */
public record Cpu(long millis) {
    static Cpu parse(String text) {
        return new Cpu(Parse.thousandths(text));
    }

    /** This amount so many times over, in percent. */
    public Cpu percent(long percent) {
        return new Cpu(millis * percent / 100);
    }

    public Cpu times(long count) {
        return new Cpu(millis * count);
    }

    @Override
    public String toString() {
        return millis + "m";
    }
}
