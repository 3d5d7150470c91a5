package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.record.Verdict;
import io.scaleproof.loadtest.record.Verdict.Blame;

/** One clause, ready to be judged: its key, its words, and what it requires. */
record Clause(String key, String title, String required) {
    private static final String TO_ITS_END = "let it run to its end";

    Verdict passed(String actual) {
        return new Verdict.Passed(key, title, required, actual);
    }

    Verdict failed(String actual, String what, Cause cause) {
        return new Verdict.Failed(key, title, required, actual, what + cause.appended(), cause.remedy());
    }

    /** The run did not ask the question. */
    Verdict unknown(String reason, String remedy) {
        return new Verdict.Unknown(key, title, required, reason, remedy, Blame.RUN);
    }

    /** The run ended before the answer was there. */
    Verdict cutShort(String reason) {
        return unknown(reason, TO_ITS_END);
    }

    Verdict unknown(Doubt doubt) {
        return new Verdict.Unknown(key, title, required, doubt.reason(), doubt.remedy(), doubt.blame());
    }
}
