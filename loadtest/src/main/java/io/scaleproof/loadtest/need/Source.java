package io.scaleproof.loadtest.need;

/** Whose figures of CPU a need rests on, the most exact first. */
public enum Source {
    COUNTERS("the pods' own CPU counters"),
    METRICS_API("the metrics API"),
    HPA_STATUS("the HPA's own status");

    private final String words;

    Source(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
