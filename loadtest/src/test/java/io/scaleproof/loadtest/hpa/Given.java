package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tests of this package set up again and again. Time zero is long after the pods' start. */
final class Given {
    static final Metric CPU_AT_50 = new Metric("Resource", "cpu", "Utilization", 50);

    private Given() {}

    static HpaSettings hpa(int min, int max, Rules up, Rules down, Metric... metrics) {
        return new HpaSettings("hpa", min, max, metrics.length == 0 ? List.of(CPU_AT_50) : List.of(metrics), up, down);
    }

    static Rules rules(int window, String selectPolicy, Policy... policies) {
        return new Rules(seconds(window), selectPolicy, List.of(policies), 0.1);
    }

    static Policy pods(int value, int period) {
        return new Policy("Pods", value, seconds(period));
    }

    static Policy percent(int value, int period) {
        return new Policy("Percent", value, seconds(period));
    }

    static Rules anyUp() {
        return rules(0, "Max", percent(900, 15));
    }

    static Rules anyDown() {
        return rules(0, "Max", percent(100, 15));
    }

    /**
     * Pods and their CPU in millicores, each requesting 100m: {@code 377} is ready, {@code 377u} is not, {@code ?} has no
     * metric, {@code 377d} is being deleted, {@code pending} is pending.
     */
    static Observation pods(int wanted, Duration at, String... pods) {
        List<PodView> views = new ArrayList<>();
        Map<String, Measurement> measured = new HashMap<>();
        for (String pod : pods) {
            String name = "p" + views.size();
            boolean pending = pod.equals("pending");
            views.add(new PodView(
                    name,
                    pending ? PodView.Phase.PENDING : PodView.Phase.RUNNING,
                    pod.endsWith("d"),
                    Optional.of(seconds(-600)),
                    Optional.of(new PodView.Readiness(!pod.endsWith("u"), seconds(-590))),
                    Map.of("cpu", 100L)));
            if (!pending && !pod.equals("?")) {
                measured.put(name, new Measurement(Long.parseLong(pod.replaceAll("[ud]", "")), at, seconds(15)));
            }
        }
        return new Observation(at, wanted, views.size(), views, List.of(new Reading.PerPod(measured)));
    }

    static Observation pods(int wanted, String... pods) {
        return pods(wanted, Duration.ZERO, pods);
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
