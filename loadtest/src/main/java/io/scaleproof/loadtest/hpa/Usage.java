package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds pods' usage against a metric's target. Whole numbers are divided as whole numbers: the controller cuts a
 * utilization of 54.9 % to 54 before it compares, and so must whoever wants to predict it.
 */
sealed interface Usage {

    /** Usage, as the HPA's status shows it, and usage over target. */
    record Ratio(long usage, double ratio) {}

    /** The pods and their metrics do not fit together. */
    final class Incomputable extends Exception {
        Incomputable(String message) {
            super(message);
        }
    }

    static Usage of(Metric metric, List<PodView> pods) throws Incomputable {
        return switch (metric.targetType()) {
            case "Utilization" -> new Utilization(Math.round(metric.target()), requests(metric, pods));
            case "AverageValue" -> new AverageValue(Math.round(metric.target() * 1_000));
            default ->
                throw new Incomputable(
                        "a metric per pod has no target of type '%s'; it may be Utilization or AverageValue"
                                .formatted(metric.targetType()));
        };
    }

    private static Map<String, Long> requests(Metric metric, List<PodView> pods) throws Incomputable {
        Map<String, Long> requests = new HashMap<>();
        for (PodView pod : pods) {
            requests.put(
                    pod.name(),
                    pod.request(metric)
                            .orElseThrow(() -> new Incomputable("missing request for %s in %s of pod %s"
                                    .formatted(
                                            metric.name(),
                                            metric.container()
                                                    .map(name -> "container " + name)
                                                    .orElse("a container"),
                                            pod.name()))));
        }
        return requests;
    }

    /** The ratio for these pods' values, in thousandths. */
    Ratio of(Map<String, Long> values) throws Incomputable;

    /** What a pod without a metric is taken to use when the others ask for fewer pods. */
    long assumedWhenMissing(String pod);

    /** Percent of what the pods request. */
    record Utilization(long targetPercent, Map<String, Long> requests) implements Usage {
        @Override
        public Ratio of(Map<String, Long> values) throws Incomputable {
            long used = 0;
            long requested = 0;
            for (var value : values.entrySet()) {
                Long request = requests.get(value.getKey());
                if (request != null) {
                    used += value.getValue();
                    requested += request;
                }
            }
            if (requested == 0) {
                throw new Incomputable("no metrics returned matched known pods");
            }
            // The controller keeps it in 32 bits.
            int percent = (int) (used * 100 / requested);
            return new Ratio(percent, (double) percent / targetPercent);
        }

        @Override
        public long assumedWhenMissing(String pod) {
            return requests.get(pod) * Math.max(100, targetPercent) / 100;
        }
    }

    /** A value per pod. */
    record AverageValue(long targetMilli) implements Usage {
        @Override
        public Ratio of(Map<String, Long> values) {
            long mean = values.values().stream().mapToLong(Long::longValue).sum() / values.size();
            return new Ratio(mean, (double) mean / targetMilli);
        }

        @Override
        public long assumedWhenMissing(String pod) {
            return targetMilli;
        }
    }
}
