package io.scaleproof.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.NodeSample;
import io.scaleproof.loadtest.record.WatchHealth;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FakeApi;
import io.scaleproof.loadtest.target.FoundTarget;
import io.scaleproof.loadtest.target.GivenTarget;
import io.scaleproof.loadtest.target.Workload;
import java.io.IOException;
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
    private static final FoundTarget TARGET = GivenTarget.web();

    private static final String PODS = "/api/v1/namespaces/shop/pods";
    private static final String ENDPOINTS = "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices";
    private static final String EVENTS = "/api/v1/namespaces/shop/events";

    private static final String NODES = "/api/v1/nodes";

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

    /** A Deployment's name for the number of pods is not everybody's; the HPA goes by the scale, and so must this. */
    @Test
    void whatKeepsItsReplicasElsewhereIsAskedForItsScaleAtEachSightOfIt() throws Exception {
        String jobs = "/apis/flink.example.org/v1/namespaces/shop/jobs";
        String job =
                "{\"metadata\": {\"name\": \"web\", \"uid\": \"1\", \"resourceVersion\": \"%d\"}, \"spec\": {\"workers\": 9}}";
        api.on(
                jobs,
                FakeApi.json(
                        "{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [%s]}".formatted(job.formatted(1))));
        scale(jobs, 2);
        var target =
                GivenTarget.of(new Workload("Job", "web", "flink.example.org", "v1", "jobs", false), Optional.empty());

        try (ClusterWatch watch = new ClusterWatch(cluster, target, InstantSource.system())) {
            assertThat(watch.state().wanted()).isEqualTo(2);
            assertThat(watch.state().existing()).isEqualTo(1);
            assertThat(watch.state().ready()).isEqualTo(1);

            scale(jobs, 5);
            api.watch(jobs).send("MODIFIED", job.formatted(2));

            await().untilAsserted(() -> assertThat(watch.state().wanted()).isEqualTo(5));
            assertThat(api.asked())
                    .anyMatch(asked -> asked.startsWith("GET " + jobs + "?fieldSelector=metadata.name%3Dweb"));
        }
    }

    private void scale(String jobs, int replicas) {
        api.on(
                jobs + "/web/scale",
                FakeApi.json("{\"kind\": \"Scale\", \"spec\": {\"replicas\": %d}}".formatted(replicas)));
    }

    @Test
    void withoutAServiceNoEndpointsAreWatched() throws Exception {
        FoundTarget web = GivenTarget.web();
        FoundTarget alone = new FoundTarget(
                web.base(),
                "shop",
                Optional.empty(),
                web.workload(),
                "web",
                "app=web",
                8080,
                true,
                Optional.empty(),
                Optional.empty());
        api.onWatch(ENDPOINTS, FakeApi.refusal(403, "endpointslices is forbidden: tester cannot watch"));

        try (ClusterWatch watch = new ClusterWatch(cluster, alone, InstantSource.system())) {
            assertThat(health(watch)).isEqualTo(WatchHealth.WHOLE);
            assertThat(api.asked()).noneMatch(asked -> asked.contains("endpointslices"));
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
        assertThat(refused.remedy()).contains("java -jar scaleproof.jar print role | kubectl apply -n NAMESPACE -f -");
    }

    @Test
    void eventsAndCpuCountersThatMayNotBeReadAreLeftOut() throws Exception {
        api.on(EVENTS, FakeApi.refusal(403, "events is forbidden"));
        api.on(PODS + "/web-1:8080/proxy/prometheus", FakeApi.refusal(403, "pods is forbidden"));
        try (ClusterWatch watch = new ClusterWatch(cluster, TARGET, InstantSource.system())) {
            CpuCounter counter = new CpuCounter(cluster, watch);

            assertThat(counter.millis(watch.runningPods())).isEqualTo(OptionalDouble.empty());
            assertThat(counter.millis(watch.runningPods())).isEqualTo(OptionalDouble.empty());
            assertThat(health(watch).leftOut())
                    .containsExactly(
                            "events: may not be watched by tester; none are shown",
                            "pods/proxy: may not be used by tester; the pods' own CPU counters are missing, and the"
                                    + " metrics API has to do");
        }
    }

    @Test
    void whatBecomesOfANodeWithPodsIsSeen() throws Exception {
        String node =
                "{\"metadata\": {\"name\": \"%s\", \"uid\": \"%s\", \"resourceVersion\": \"%d\"}, \"spec\": {\"unschedulable\": %b}, \"status\":"
                        + " {\"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}]}}";
        String name = "worker-1";
        api.on(
                NODES,
                FakeApi.json("{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [%s]}"
                        .formatted(node.formatted(name, "n", 1, false))));
        api.on(PODS, FakeApi.json("{\"metadata\": {\"resourceVersion\": \"1\"}, \"items\": [%s]}".formatted("""
                                {"metadata": {"name": "web-1", "uid": "p", "resourceVersion": "1",
                                 "creationTimestamp": "2026-11-24T09:00:00Z"},
                                 "spec": {"nodeName": "worker-1", "containers": [{"name": "web"}]},
                                 "status": {"conditions": [], "containerStatuses": []}}""")));
        ClusterClock clock = new ClusterClock(Instant.now(), Duration.ZERO);

        try (ClusterWatch watch = new ClusterWatch(cluster, TARGET, InstantSource.system())) {
            api.watch(NODES).send("MODIFIED", node.formatted(name, "n", 2, true));

            await().untilAsserted(() -> assertThat(
                            watch.read(clock, Map.of(), Duration.ZERO).nodes())
                    .extracting(NodeSample::node, NodeSample::ready, NodeSample::cordoned)
                    .containsExactly(tuple(name, true, false), tuple(name, true, true)));
        }
    }

    @Test
    void nodesThatMayBeListedAndNotWatchedAreLeftOut() throws Exception {
        api.onWatch(NODES, FakeApi.refusal(403, "nodes is forbidden"));

        try (ClusterWatch watch = new ClusterWatch(cluster, TARGET, InstantSource.system())) {
            assertThat(health(watch).leftOut())
                    .containsExactly("nodes: may not be watched by tester; when one stops being Ready is not known");
        }
    }

    @Test
    void nodesThatMayNotBeListedAreNotAskedForAgain() throws Exception {
        api.on(NODES, FakeApi.refusal(403, "nodes is forbidden"));
        try (Cluster least = api.connect();
                ClusterWatch watch = new ClusterWatch(least, TARGET, InstantSource.system())) {
            assertThat(health(watch).leftOut()).hasSize(1);
            assertThat(api.asked()).noneMatch(asked -> asked.contains(NODES) && asked.contains("watch"));
        }
    }

    private static WatchHealth health(ClusterWatch watch) {
        return watch.health(new ClusterClock(Instant.now(), Duration.ZERO));
    }
}
