package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Pods of the service as it is and of the hand-made one that it was, which started faster, on one node. In turns, so that what
 * else the machine does is the same to both; with one sitting's noise a limit on their difference can be held.
 */
class ServiceStartsBesideLong {
    private static final String NAMESPACE = "scaleproof-beside-e2e";
    private static final int PODS = 10;
    private static final Duration MOST_LATER = Duration.ofMillis(400);
    private static final ServicePods NOW = new ServicePods(NAMESPACE, "now", "scaleproof-now-e2e:latest", 30_291);
    private static final ServicePods BEFORE =
            new ServicePods(NAMESPACE, "before", "scaleproof-before-e2e:latest", 30_292);

    @BeforeAll
    static void startOnePodEach() throws IOException {
        type("service/bench/earlier-image " + BEFORE.image());
        type("mvn --quiet --batch-mode --file service package -DskipTests && docker build --quiet --tag " + NOW.image()
                + " service");
        type("kubectl create namespace " + NAMESPACE);
        BEFORE.start();
        NOW.start();
    }

    @AfterAll
    static void leaveNothing() {
        type("kubectl delete namespace " + NAMESPACE + " --ignore-not-found --timeout=5m");
        type("docker image rm --force " + NOW.image() + " " + BEFORE.image());
    }

    @Test
    void podsAreReadyAtMostFourTenthsOfASecondLaterThanTheHandMadeServices() throws IOException {
        List<Duration> before = new ArrayList<>();
        List<Duration> now = new ArrayList<>();
        try (var earlier = new PodReplacements(BEFORE);
                var today = new PodReplacements(NOW)) {
            for (int pod = 0; pod < PODS; pod++) {
                before.add(earlier.next());
                now.add(today.next());
            }
        }
        Duration later = PodReplacements.median(now).minus(PodReplacements.median(before));
        System.out.printf(
                "Scheduled to ready, %d pods each in turns: before %s, now %s: %d ms later%n",
                PODS, PodReplacements.summary(before), PodReplacements.summary(now), later.toMillis());
        assertThat(later).as("difference of the medians").isLessThanOrEqualTo(MOST_LATER);
    }

    private static void type(String line) {
        new Command(WorkingCopy.repository()).run(Duration.ofMinutes(20), line).ok();
    }
}
