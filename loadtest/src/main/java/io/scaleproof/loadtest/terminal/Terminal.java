package io.scaleproof.loadtest.terminal;

/** Chooses how the run is shown. */
public final class Terminal {
    private Terminal() {}

    /** A view drawn in place where the output is a terminal that can do that, plain lines otherwise. */
    public static Progress open(boolean plain) {
        return plain || !canDraw() ? new PlainLines(System.out) : new LiveView(System.out);
    }

    private static boolean canDraw() {
        String kind = System.getenv("TERM");
        return System.console().isTerminal() && kind != null && !kind.equals("dumb");
    }
}
