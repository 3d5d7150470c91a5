package io.scaleproof.loadtest.record;

/** What a run as a whole came to, with the exit code that says so to a build. */
public enum RunOutcome {
    /** Every clause of the contract passed. */
    PASSED(0),
    /** At least one clause failed. */
    FAILED(1),
    /** No clause failed, but at least one could not be judged: nothing is proven. */
    UNKNOWN(2),
    /** The load generator did not keep its schedule, or lost one of its workers, so that what was measured says nothing about the service. */
    VOID(2),
    /** The run could not start or not go on; the record's reason says why and what to do. */
    COULD_NOT_RUN(2),
    /** Ctrl-C: the record holds what was seen until then. */
    INTERRUPTED(130);

    private final int exitCode;

    RunOutcome(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Whether the run as such proves nothing, whatever its clauses say. */
    public boolean isUnjudged() {
        return this == VOID || this == COULD_NOT_RUN || this == INTERRUPTED;
    }

    /** The process's exit code for this outcome. */
    public int exitCode() {
        return exitCode;
    }
}
