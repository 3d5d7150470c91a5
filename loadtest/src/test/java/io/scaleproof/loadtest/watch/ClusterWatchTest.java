package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.WatchHealth;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FakeApi;
import io.scaleproof.loadtest.target.FoundTarget;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterWatchTest {
    private static final FoundTarget TARGET = new FoundTarget(
            URI.create("http://x"), "shop", "web", "web", "web", Map.of("app", "web"), 8080, false, Optional.empty());

    private static final String PODS = "/api/v1/namespaces/shop/pods";
    private static final String ENDPOINTS = "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices";
    private static final String EVENTS = "/api/v1/namespaces/shop/events";

    private FakeApi api;
    private Cluster cluster;

    @BeforeEach
    void serve() throws Exception {
        api = new FakeApi();
        api.shop();
        cluster = api.connect();
    }

    @AfterEach
    void close() {
        api.close();
        cluster.close();
    }

    @Test
    void whatIsListedFirstIsThereWhenItHasStarted() throws Exception {
        try (ClusterWatch watch = new ClusterWatch(cluster, TARGET, InstantSource.system())) {
            assertThat(watch.runningPods()).containsExactly("web-1");
            assertThat(watch.trouble()).isEmpty();
            assertThat(health(watch)).isEqualTo(WatchHealth.WHOLE);
        }
    }

    @Test
    void watchesThatAreRefusedEndTheStartWithAllOfThem() throws IOException {
        api.onWatch(PODS, FakeApi.refusal(403, "pods is forbidden: tester cannot watch"));
        api.onWatch(ENDPOINTS, FakeApi.refusal(403, "endpointslices is forbidden: tester cannot watch"));

        CouldNotRun refused = catchThrowableOfType(
                CouldNotRun.class,
                () -> ApiErrors.said(() -> new ClusterWatch(cluster, TARGET, InstantSource.system())));

        assertThat(refused)
                .hasMessage("The Kubernetes API refused a question: pods is forbidden: tester cannot watch;"
                        + " endpointslices is forbidden: tester cannot watch");
        assertThat(refused.remedy()).contains("loadtest/rbac/role.yaml");
    }

    @Test
    void eventsAndCpuCountersThatMayNotBeReadAreLeftOut() throws Exception {
        api.on(EVENTS, FakeApi.refusal(403, "events is forbidden"));
        api.on(PODS + "/web-1:8080/proxy/prometheus", FakeApi.refusal(403, "pods is forbidden"));
        try (ClusterWatch watch = new ClusterWatch(cluster, TARGET, InstantSource.system())) {
            CpuCounter counter = new CpuCounter(cluster, watch);

            assertThat(counter.millis()).isEqualTo(OptionalDouble.empty());
            assertThat(counter.millis()).isEqualTo(OptionalDouble.empty());
            assertThat(health(watch).leftOut())
                    .containsExactly(
                            "events: may not be watched by tester; none are shown",
                            "pods/proxy: may not be used by tester; the pods' own CPU counters are missing, and the"
                                    + " metrics API has to do");
        }
    }

    private static WatchHealth health(ClusterWatch watch) {
        return watch.health(new ClusterClock(Instant.now(), Duration.ZERO));
    }
}
