package io.scaleproof.loadtest.terminal;

/** Chooses how the run is shown. */
public final class Terminal {
    private Terminal() {}

    /** A view that fits where the output goes. */
    public static Progress open() {
        return new PlainLines(System.out);
    }
}
