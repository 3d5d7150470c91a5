package io.scaleproof.loadtest.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaleproof.loadtest.record.CouldNotRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetFinderTest {
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final Ways ways = new Ways();
    private FakeApi api;
    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        api = new FakeApi();
        api.shop();
        deployments("web");
        hpas("web");
        service("{\"port\": 80, \"targetPort\": 8080}");
        cluster = api.connect();
    }

    @AfterEach
    void close() {
        ways.close();
        cluster.close();
        api.close();
    }

    @Test
    void theNodePortIsTakenWhereItAnswers() throws Exception {
        try (ServerSocket node = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service("{\"port\": 80, \"targetPort\": 8080, \"nodePort\": %d}".formatted(node.getLocalPort()));

            FoundTarget target = find(Optional.empty(), false);

            assertThat(target.base()).isEqualTo(URI.create("http://127.0.0.1:" + node.getLocalPort()));
            assertThat(target.tunnelled()).isFalse();
        }
    }

    @Test
    void whereTheServiceAnswersNowhereTheLoadGoesThroughTheApiServer() throws Exception {
        FoundTarget target = find(Optional.empty(), false);

        assertThat(target.tunnelled()).isTrue();
        assertThat(target.podPort()).isEqualTo(8080);
        assertThat(target.url("/")).startsWith(target.base() + "/ (a tunnel through the API server");
    }

    @Test
    void soItDoesWhereThatIsAskedFor() throws Exception {
        try (ServerSocket node = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service("{\"port\": 80, \"targetPort\": 8080, \"nodePort\": %d}".formatted(node.getLocalPort()));

            assertThat(find(Optional.empty(), true).tunnelled()).isTrue();
        }
        assertThatThrownBy(() -> find(Optional.of(URI.create("http://127.0.0.1:1")), true))
                .isInstanceOf(CouldNotRun.class)
                .hasMessageContaining("either to --url http://127.0.0.1:1 or through --port-forward");
    }

    @Test
    void whoMayNotOpenATunnelIsToldWhatWasTriedAndTheRightThatIsMissing() {
        api.on(REVIEWS, exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            FakeApi.json("{\"status\": {\"allowed\": %s}}".formatted(!asked.contains("portforward")))
                    .to(exchange);
        });

        CouldNotRun refused = catchThrowableOfType(CouldNotRun.class, () -> find(Optional.empty(), false));

        assertThat(refused)
                .hasMessageContaining("has no address outside the cluster")
                .hasMessageContaining("tester may not get and create pods/portforward in namespace shop");
        assertThat(refused.remedy()).contains("--url http://HOST:PORT", "for a tunnel, as somebody who may");
    }

    @Test
    void aTunnelToNoReadyPodIsRefused() {
        api.on("/api/v1/namespaces/shop/pods", FakeApi.json("{\"items\": []}"));

        assertThatThrownBy(() -> find(Optional.empty(), true))
                .isInstanceOf(CouldNotRun.class)
                .hasMessage("No pod with the labels {app=web} is ready in namespace shop");
    }

    /** As at a port without a listener: an error that the run counts, and no wait. */
    @Test
    void whereNoPodIsReadyAnyMoreConnectionsEndAtOnce() throws Exception {
        URI base = find(Optional.empty(), true).base();
        api.on("/api/v1/namespaces/shop/pods", FakeApi.json("{\"items\": []}"));
        // Its list of pods is half a second old at most.
        Thread.sleep(600);

        try (Socket connection = new Socket(base.getHost(), base.getPort())) {
            connection.setSoTimeout(5_000);
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aTunnelIsClosedWithTheRun() throws Exception {
        URI base = find(Optional.empty(), true).base();

        ways.close();

        assertThatThrownBy(() -> new Socket(base.getHost(), base.getPort())).isInstanceOf(IOException.class);
    }

    @Test
    void theDeploymentIsTheOneThatAnHpaScales() throws Exception {
        deployments("canary", "web");

        assertThat(find(Optional.empty(), true).deployment()).isEqualTo("web");
    }

    @Test
    void aServiceThatLeadsToOtherPodsTooIsRefusedUnlessTheLoadGoesPastIt() {
        deployments("canary", "web");

        CouldNotRun refused = catchThrowableOfType(CouldNotRun.class, () -> find(Optional.empty(), false));

        assertThat(refused)
                .hasMessage("Service shop/web leads to pods of Deployment canary, too, and the HPA scales only web");
        assertThat(refused.remedy()).contains("--service", "--port-forward");
    }

    @Test
    void whereSeveralHpasFitTheyAreListedAndNoneIsGuessed() throws Exception {
        deployments("canary", "web");
        hpas("canary", "web");

        CouldNotRun unclear = catchThrowableOfType(CouldNotRun.class, () -> find(Optional.empty(), true));

        assertThat(unclear).hasMessage("2 HPAs in namespace shop scale Deployment canary, web: canary-hpa, web-hpa");
        assertThat(unclear.remedy()).isEqualTo("say which: --hpa canary-hpa");
        assertThat(named("web-hpa").deployment()).isEqualTo("web");
        assertThat(named("canary-hpa").deployment()).isEqualTo("canary");
    }

    @Test
    void anHpaThatScalesSomethingElseIsRefusedWithThoseThatDo() {
        hpas("web", "other");

        assertThatThrownBy(() -> named("other-hpa"))
                .isInstanceOf(CouldNotRun.class)
                .hasMessage("No HPA other-hpa in namespace shop scales Deployment web; there is web-hpa");
    }

    private FoundTarget named(String hpa) throws CouldNotRun {
        return new TargetFinder(cluster, "shop", ways).find("web", Optional.of(hpa), Optional.empty(), true);
    }

    private void deployments(String... names) {
        api.on("/apis/apps/v1/namespaces/shop/deployments", FakeApi.json(items(names, """
                {"metadata": {"name": "%1$s"}, "spec": {"selector": {"matchLabels": {"app": "web"}},
                  "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "web"}]}}}}""")));
    }

    private void hpas(String... deployments) {
        api.on("/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers", FakeApi.json(items(deployments, """
                {"metadata": {"name": "%1$s-hpa"},
                  "spec": {"scaleTargetRef": {"kind": "Deployment", "name": "%1$s"}, "maxReplicas": 3}}""")));
    }

    private static String items(String[] names, String each) {
        return Stream.of(names).map(each::formatted).collect(joining(",", "{\"items\": [", "]}"));
    }

    private FoundTarget find(Optional<URI> url, boolean tunnel) throws CouldNotRun {
        return new TargetFinder(cluster, "shop", ways).find("web", Optional.empty(), url, tunnel);
    }

    private void service(String port) {
        api.on("/api/v1/namespaces/shop/services/web", FakeApi.json("""
                {"metadata": {"name": "web"},
                 "spec": {"type": "ClusterIP", "selector": {"app": "web"}, "ports": [%s]}}""".formatted(port)));
    }
}
