package io.scaleproof.loadtest.record;

/** The run cannot start or go on. The message says why, the remedy what to type. */
public final class CouldNotRun extends Exception {
    private final String remedy;

    public CouldNotRun(String why, String remedy) {
        super(why);
        this.remedy = remedy;
    }

    public CouldNotRun(String why, String remedy, Throwable cause) {
        super(why, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
