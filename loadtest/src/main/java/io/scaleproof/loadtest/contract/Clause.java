package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.record.Verdict;
import java.time.Duration;
import java.util.function.Function;

/** One clause, ready to be judged: its key, its words, and what it requires. */
record Clause(String key, String title, String required) {

    Verdict passed(String actual) {
        return new Verdict.Passed(key, title, required, actual);
    }

    Verdict failed(String actual, String reason, String remedy) {
        return new Verdict.Failed(key, title, required, actual, reason, remedy);
    }

    Verdict unknown(String reason, String remedy) {
        return new Verdict.Unknown(key, title, required, reason, remedy);
    }

    /** Passed if {@code actual} is not above {@code limit}. */
    Verdict limited(Duration actual, Duration limit, Function<Duration, String> words, String reason, String remedy) {
        return actual.compareTo(limit) <= 0 ? passed(words.apply(actual)) : failed(words.apply(actual), reason, remedy);
    }
}
