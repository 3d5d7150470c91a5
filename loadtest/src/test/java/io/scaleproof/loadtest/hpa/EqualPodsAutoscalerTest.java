package io.scaleproof.loadtest.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.hpa.PodView.Phase;
import io.scaleproof.loadtest.hpa.PodView.Readiness;
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
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds the autoscaler of counted pods against the one of listed pods. */
class EqualPodsAutoscalerTest {
    private static final long REQUEST = 100;
    private static final int SEQUENCES = 400;
    private static final int SYNCS = 40;

    @Test
    void countedPodsAreScaledAsListedOnes() {
        int changes = 0;
        for (int seed = 0; seed < SEQUENCES; seed++) {
            changes += compare(new Random(seed), "seed " + seed);
        }
        assertThat(changes).as("changes that were compared").isGreaterThan(SEQUENCES);
    }

    private static int compare(Random random, String name) {
        HpaSettings settings = settings(random);
        Autoscaler listed = new Autoscaler(settings, ControllerFlags.DEFAULT);
        EqualPodsAutoscaler counted = new EqualPodsAutoscaler(settings);
        int pods = 1 + random.nextInt(settings.maxReplicas() + 1);
        int changes = 0;
        for (int sync = 0; sync < SYNCS; sync++) {
            Duration now = Duration.ofSeconds(3_600 + sync * 15L);
            List<PodView> views = new ArrayList<>();
            Map<String, Measurement> metrics = new HashMap<>();
            EqualPods groups = new EqualPods(REQUEST, ControllerFlags.DEFAULT);
            see(random, pods, now, views, metrics, groups);
            Reading reading = metrics.isEmpty() ? new Reading.Unavailable("none") : new Reading.PerPod(metrics);
            Conclusion conclusion = listed.sync(new Observation(now, pods, pods, views, List.of(reading)));
            int desired = counted.sync(now, pods, groups);

            assertThat(desired).as("%s, sync %d: %s", name, sync, conclusion).isEqualTo(conclusion.desired());
            if (conclusion.isChange()) {
                listed.scaled(conclusion);
                changes++;
            }
            pods = desired;
        }
        return changes;
    }

    /** Some pods of every kind, each in both forms. */
    private static void see(
            Random random,
            int pods,
            Duration now,
            List<PodView> views,
            Map<String, Measurement> metrics,
            EqualPods groups) {
        long level = random.nextInt(160);
        for (int i = 0; i < pods + random.nextInt(2); i++) {
            String pod = "pod-" + i;
            boolean deleting = i >= pods;
            boolean pending = random.nextInt(12) == 0;
            boolean measured = random.nextInt(8) != 0;
            boolean ready = random.nextInt(8) != 0;
            Duration started = now.minusSeconds(random.nextInt(700));
            Duration since = started.plusSeconds(random.nextInt(40));
            Duration window = Duration.ofSeconds(15);
            Duration at = now.minusSeconds(random.nextInt(20));
            long milli = level + random.nextInt(20);
            views.add(new PodView(
                    pod,
                    pending ? Phase.PENDING : Phase.RUNNING,
                    deleting,
                    Optional.of(started),
                    Optional.of(new Readiness(ready, since)),
                    Map.of("cpu", REQUEST)));
            if (measured) {
                metrics.put(pod, new Measurement(milli, at, window));
            }
            if (!deleting && pending) {
                groups.addPending(1);
            } else if (!deleting && !measured) {
                groups.addUnmeasured(1);
            } else if (!deleting) {
                groups.add(
                        1,
                        milli,
                        at.toMillis(),
                        window.toMillis(),
                        ready,
                        since.toMillis(),
                        started.toMillis(),
                        now.toMillis());
            }
        }
    }

    private static HpaSettings settings(Random random) {
        int min = 1 + random.nextInt(3);
        boolean unset = random.nextInt(5) == 0;
        return new HpaSettings(
                "an HPA",
                min,
                min + 2 + random.nextInt(20),
                List.of(new Metric("Resource", "cpu", "Utilization", 30 + random.nextInt(90))),
                unset ? Behavior.NONE_UP : rules(random),
                unset ? Behavior.NONE_DOWN : rules(random));
    }

    private static Rules rules(Random random) {
        List<Policy> policies = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            policies.add(new Policy(
                    random.nextBoolean() ? "Pods" : "Percent",
                    1 + random.nextInt(60),
                    Duration.ofSeconds(15L * (1 + random.nextInt(5)))));
        }
        String select = random.nextInt(10) == 0 ? "Disabled" : random.nextBoolean() ? "Max" : "Min";
        return new Rules(Duration.ofSeconds(15L * random.nextInt(10)), select, policies, random.nextInt(20) / 100.0);
    }
}
