package io.scaleproof.loadtest.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of one clause of the contract. In JSON the property {@code verdict} names the kind. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verdict")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Verdict.Passed.class, name = "passed"),
    @JsonSubTypes.Type(value = Verdict.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Verdict.Unknown.class, name = "unknown")
})
public sealed interface Verdict {

    /** The clause's key as it stands in the contract file, for instance {@code capacityWithin}. */
    String clause();

    /** The clause in words, for instance {@code enough pods ready}. */
    String title();

    /** What the contract asks for, for instance {@code within 60 s}. */
    String required();

    /** The clause was kept. {@code actual} is what was measured, for instance {@code 38.2 s}. */
    record Passed(String clause, String title, String required, String actual) implements Verdict {}

    /**
     * The clause was broken.
     *
     * @param reason what happened instead, in words
     * @param remedy the setting to change or the command to type
     */
    record Failed(String clause, String title, String required, String actual, String reason, String remedy)
            implements Verdict {}

    /**
     * The clause could not be judged.
     *
     * @param reason what is missing
     * @param remedy what to do about it
     * @param blame what kept it from being judged
     */
    record Unknown(String clause, String title, String required, String reason, String remedy, Blame blame)
            implements Verdict {}

    /** What kept a clause from being judged. */
    enum Blame {
        /** The run did not ask the question: its plan, its length, where it began. */
        RUN,
        /** Something was not seen. */
        WATCH,
        /** The load generator, or the machine it runs on, was late. */
        GENERATOR
    }
}
