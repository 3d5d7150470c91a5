package io.scaleproof.infra.config;

/** An amount of something in thousandths. Written as Kubernetes does: {@code 50m}, {@code 0.05}, {@code 2}. */
public record Quantity(long thousandths) {

    static Quantity parse(String text) {
        return new Quantity(Parse.thousandths(text));
    }

    public Quantity times(long count) {
        return new Quantity(thousandths * count);
    }

    /** As the API server shows it: without the m where nothing is lost. */
    @Override
    public String toString() {
        return thousandths % 1_000 == 0 ? Long.toString(thousandths / 1_000) : thousandths + "m";
    }
}
