package io.scaleproof.loadtest.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.scaleproof.loadtest.record.CouldNotRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetFinderTest {
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final Ways ways = new Ways();
    private FakeApi api;
    private FakeWorkloads shop;
    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        api = new FakeApi();
        shop = new FakeWorkloads(api);
        shop.deployment("web");
        shop.hpa("web");
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
        assertThat(refused.remedy())
                .contains(
                        "--url http://HOST:PORT",
                        "for a tunnel, as somebody who may: java -jar scaleproof.jar print role >role.yaml,"
                                + " uncomment its part for pods/portforward beside those in use already, then kubectl apply -n shop -f role.yaml");
    }

    @Test
    void aTunnelToNoReadyPodIsRefused() {
        shop.noPods();
        shop.workload("apps/v1", "Deployment", "web", "app=web", """
                "replicas": 1, "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": []}}""");

        assertThatThrownBy(() -> find(Optional.empty(), true))
                .isInstanceOf(CouldNotRun.class)
                .hasMessage("No pod with the labels app=web is ready in namespace shop");
    }

    /** As at a port without a listener: an error that the run counts, and no wait. */
    @Test
    void whereNoPodIsReadyAnyMoreConnectionsEndAtOnce() throws Exception {
        URI base = find(Optional.empty(), true).base();
        shop.noPods();
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

        // Whoever waits for a connection holds the port until it has woken up.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThatThrownBy(() -> connect(base)).isInstanceOf(IOException.class));
    }

    private static void connect(URI to) throws IOException {
        try (Socket connection = new Socket(to.getHost(), to.getPort())) {
            assertThat(connection.isConnected()).isTrue();
        }
    }

    @Test
    void theDeploymentIsTheOneThatAnHpaScales() throws Exception {
        shop.deployment("canary");

        assertThat(find(Optional.empty(), true).workload()).isEqualTo(Workload.deployment("web"));
    }

    @Test
    void aServiceThatLeadsToOtherPodsTooIsRefusedUnlessTheLoadGoesPastIt() {
        shop.deployment("canary");

        CouldNotRun refused = catchThrowableOfType(CouldNotRun.class, () -> find(Optional.empty(), false));

        assertThat(refused)
                .hasMessage("Service shop/web leads to pods of Deployment canary, too,"
                        + " and the HPA scales only Deployment web");
        assertThat(refused.remedy()).contains("--service", "--port-forward");
    }

    @Test
    void whereSeveralHpasFitTheyAreListedAndNoneIsGuessed() throws Exception {
        shop.deployment("canary");
        shop.hpa("canary");

        CouldNotRun unclear = catchThrowableOfType(CouldNotRun.class, () -> find(Optional.empty(), true));

        assertThat(unclear)
                .hasMessage("2 HPAs in namespace shop scale what Service web leads to:"
                        + " web-hpa (Deployment web), canary-hpa (Deployment canary)");
        assertThat(unclear.remedy()).isEqualTo("say which: --hpa web-hpa");
        assertThat(named("web-hpa").workload().name()).isEqualTo("web");
        assertThat(named("canary-hpa").workload().name()).isEqualTo("canary");
    }

    @Test
    void anHpaThatScalesSomethingElseIsRefusedWithThoseThatDo() {
        shop.workload("apps/v1", "Deployment", "other", "app=other");
        shop.hpa("other");

        assertThatThrownBy(() -> named("other-hpa"))
                .isInstanceOf(CouldNotRun.class)
                .hasMessage("No HPA other-hpa in namespace shop scales what Service web leads to;"
                        + " there is web-hpa (Deployment web)");
    }

    @Test
    void withoutAnHpaTheOwnerOfThePodsIsNamedAndWhatWouldScaleIt() {
        shop.noHpas();

        CouldNotRun refused = catchThrowableOfType(CouldNotRun.class, () -> find(Optional.empty(), true));

        assertThat(refused)
                .hasMessage(
                        "No HorizontalPodAutoscaler in namespace shop scales Deployment web, which Service web leads"
                                + " to: there is no autoscaling to prove");
        assertThat(refused.remedy()).contains("kubectl autoscale deployment web -n shop --cpu=50%");
    }

    @Test
    void whatElseIsScaledThereIsListedAndWhatCouldNotBeLookedInto() {
        shop.noHpas();
        shop.workload("apps/v1", "Deployment", "other", "app=other");
        shop.hpa("other");
        shop.hpa("old-hpa", "apps/v1", "Deployment", "old", "");

        assertThatThrownBy(() -> find(Optional.empty(), true))
                .isInstanceOf(CouldNotRun.class)
                .hasMessage(
                        "No HorizontalPodAutoscaler in namespace shop scales Deployment web, which Service web leads"
                                + " to: there is no autoscaling to prove; there is other-hpa (Deployment other), old-hpa"
                                + " (Deployment old); HPA old-hpa scales Deployment old, and there is none in namespace shop");
    }

    /** A Job's pod that is over serves nothing, whatever its labels. */
    @Test
    void podsThatAreOverOrLeavingAreNobodyElses() throws Exception {
        shop.service(
                "web",
                "\"clusterIP\": \"10.0.0.1\", \"selector\": {\"app\": \"web\"}, \"ports\": [{\"port\": 80, \"targetPort\": 8080}]");
        shop.pod("migrate-x", "app=web", "Job", "migrate", "Succeeded");

        assertThat(find(Optional.empty(), false).workload().name()).isEqualTo("web");
    }

    @Test
    void aStatefulSetIsFoundWithTheSelectorOfItsScaleWhateverThatLooksLike() throws Exception {
        shop.noPods();
        shop.noHpas();
        shop.workload("apps/v1", "StatefulSet", "db", "app in (db,web),tier=data");
        shop.pod("db-0", "app=web,tier=data", "StatefulSet", "db");
        shop.hpa("db-hpa", "apps/v1", "StatefulSet", "db", "");

        FoundTarget target = find(Optional.empty(), true);

        assertThat(target.workload()).isEqualTo(new Workload("StatefulSet", "db", "apps", "v1", "statefulsets", true));
        assertThat(target.workload().path("shop")).isEqualTo("/apis/apps/v1/namespaces/shop/statefulsets");
        assertThat(target.podSelector()).isEqualTo("app in (db,web),tier=data");
    }

    @Test
    void aCustomResourceIsFoundByTheVersionThatIsServedAndMayKeepItsReplicasAnywhere() throws Exception {
        shop.noPods();
        shop.noHpas();
        api.serves("flink.example.org", "v1", "Job");
        shop.workload("flink.example.org/v1", "Job", "jobs", "app=web", "\"workers\": {\"replicas\": 1}");
        shop.pod("jobs-0", "app=web", "Job", "jobs");
        shop.hpa("jobs-hpa", "flink.example.org/v1beta1", "Job", "jobs", "");

        FoundTarget target = named("jobs-hpa");

        assertThat(target.workload()).isEqualTo(new Workload("Job", "jobs", "flink.example.org", "v1", "jobs", false));
        assertThat(target.workload().typed()).isEqualTo("jobs.flink.example.org jobs");
    }

    @Test
    void aKindThatCannotBeScaledIsRefusedWithTheHpaThatNamesIt() {
        shop.noHpas();
        shop.hpa("web-hpa", "apps/v1", "DaemonSet", "web", "");

        CouldNotRun refused = catchThrowableOfType(CouldNotRun.class, () -> find(Optional.empty(), true));

        assertThat(refused)
                .hasMessage("HPA web-hpa scales DaemonSet web of apps/v1,"
                        + " and the API server has no such kind that can be scaled");
        assertThat(refused.remedy()).contains("kubectl describe hpa web-hpa -n shop");
    }

    @Test
    void whoMayNotReadACustomKindIsToldARoleForIt() {
        shop.noHpas();
        api.serves("argoproj.io", "v1alpha1", "Rollout");
        shop.hpa("web-hpa", "argoproj.io/v1alpha1", "Rollout", "web", "");
        api.on(REVIEWS, exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            FakeApi.json("{\"status\": {\"allowed\": %s}}".formatted(!asked.contains("argoproj.io")))
                    .to(exchange);
        });

        CouldNotRun refused = catchThrowableOfType(CouldNotRun.class, () -> named("web-hpa"));

        assertThat(refused)
                .hasMessage("tester may not get and list and watch rollouts.argoproj.io,"
                        + " get rollouts.argoproj.io/scale in namespace shop (context fake)");
        assertThat(refused.remedy())
                .isEqualTo("as somebody who may: kubectl create role scaleproof-loadtest-rollouts -n shop"
                        + " --verb=get,list,watch --resource=rollouts.argoproj.io,rollouts.argoproj.io/scale"
                        + " && kubectl create rolebinding scaleproof-loadtest-rollouts -n shop"
                        + " --role=scaleproof-loadtest-rollouts --user='tester'");
    }

    @Test
    void twoHpasOfOneObjectAreRefusedEvenWhereOneIsNamed() {
        shop.hpa("web-too", "apps/v1beta2", "Deployment", "web", "");

        CouldNotRun refused = catchThrowableOfType(CouldNotRun.class, () -> named("web-hpa"));

        assertThat(refused)
                .hasMessage("2 HPAs in namespace shop scale Deployment web,"
                        + " and each undoes what another does: web-hpa, web-too");
        assertThat(refused.remedy()).contains("kubectl delete hpa NAME -n shop");
    }

    @Test
    void fromAnHpaAloneTheServiceIsFoundThatLeadsToItsPods() throws Exception {
        shop.service(
                "other", "\"clusterIP\": \"10.0.0.1\", \"selector\": {\"app\": \"other\"}, \"ports\": [{\"port\": 1}]");
        shop.service(
                "headless", "\"clusterIP\": \"None\", \"selector\": {\"app\": \"web\"}, \"ports\": [{\"port\": 2}]");

        FoundTarget target = byHpa(false);

        assertThat(target.service()).contains("web");
        assertThat(target.podPort()).isEqualTo(8080);
    }

    @Test
    void whereSeveralServicesLeadThereTheyAreListed() {
        shop.service("web2", "\"selector\": {\"name\": \"web\"}, \"ports\": [{\"port\": 1}]");

        CouldNotRun unclear = catchThrowableOfType(CouldNotRun.class, () -> byHpa(false));

        assertThat(unclear).hasMessage("2 Services in namespace shop lead to Deployment web: web, web2");
        assertThat(unclear.remedy()).isEqualTo("say which: --service web");
    }

    @Test
    void aTunnelNeedsNoService() throws Exception {
        shop.noHpas();
        shop.noPods();
        shop.workload("apps/v1", "StatefulSet", "db", "app=db");
        shop.pod("db-0", "app=db", "StatefulSet", "db");
        shop.hpa("db-hpa", "apps/v1", "StatefulSet", "db", "");

        FoundTarget target = find(Optional.empty(), Optional.of("db-hpa"), true);

        assertThat(target.service()).isEmpty();
        assertThat(target.podPort()).isEqualTo(8080);
        assertThat(target.tunnelled()).isTrue();
        assertThatThrownBy(() -> find(Optional.empty(), Optional.of("db-hpa"), false))
                .isInstanceOf(CouldNotRun.class)
                .hasMessage("No Service with an address in namespace shop leads to StatefulSet db");
    }

    @Test
    void withoutAnyNameItIsTheNamespacesOnlyHpa() throws Exception {
        assertThat(find(Optional.empty(), Optional.empty(), true).hpa()).isEqualTo("web-hpa");

        shop.hpa("db-hpa", "apps/v1", "StatefulSet", "db", "");

        CouldNotRun unclear =
                catchThrowableOfType(CouldNotRun.class, () -> find(Optional.empty(), Optional.empty(), true));
        assertThat(unclear)
                .hasMessage("2 HPAs are in namespace shop: web-hpa (Deployment web), db-hpa (StatefulSet db)");
        assertThat(unclear.remedy()).isEqualTo("say which: --hpa web-hpa");
    }

    @Test
    void withoutAnyNameTheStacksOwnServiceGoesFirst() throws Exception {
        shop.deployment("scaleproof");
        shop.hpa("scaleproof");
        shop.service("scaleproof", "\"selector\": {\"name\": \"scaleproof\"}, \"ports\": [{\"port\": 80}]");

        FoundTarget target = find(Optional.empty(), Optional.empty(), true);

        assertThat(target.service()).contains("scaleproof");
        assertThat(target.hpa()).isEqualTo("scaleproof-hpa");
    }

    @Test
    void withoutAnyNameAndAnythingThereTheStackIsMissing() {
        shop.noHpas();

        CouldNotRun nothing =
                catchThrowableOfType(CouldNotRun.class, () -> find(Optional.empty(), Optional.empty(), true));

        assertThat(nothing).hasMessage("There is no Service scaleproof in namespace shop (context fake)");
        assertThat(nothing.remedy()).startsWith("pulumi up --stack minikube");
    }

    @Test
    void anHpaThatIsNotThereIsRefusedWithThoseThatAre() {
        CouldNotRun unknown =
                catchThrowableOfType(CouldNotRun.class, () -> find(Optional.empty(), Optional.of("wbe-hpa"), true));

        assertThat(unknown).hasMessage("There is no HPA wbe-hpa in namespace shop; there is web-hpa (Deployment web)");
    }

    @Test
    void anHpaOfKedasIsKnownWithTheScaledObjectThatItWasMadeFrom() throws Exception {
        shop.noHpas();
        shop.hpa("keda-hpa-orders", "apps/v1", "Deployment", "web", """
                , "labels": {"app.kubernetes.io/managed-by": "keda-operator"}""");

        FoundTarget target = find(Optional.empty(), true);

        assertThat(target.managedBy()).contains("keda-operator");
        assertThat(target.scaledObject()).contains("orders");
        assertThat(target.settingsPlace()).isEqualTo("scaledobject orders -n shop");
    }

    @Test
    void aScaledObjectThatOwnsTheHpaIsItsMakerWhateverTheHpaIsCalled() throws Exception {
        shop.noHpas();
        shop.hpa("mine", "apps/v1", "Deployment", "web", """
                , "labels": {"app.kubernetes.io/managed-by": "keda-operator"},
                  "ownerReferences": [{"kind": "ScaledObject", "name": "orders"}]""");

        assertThat(find(Optional.empty(), true).scaledObject()).contains("orders");
    }

    @Test
    void anHpaOfNobodysKeepsItsOwnSettings() throws Exception {
        FoundTarget target = find(Optional.empty(), true);

        assertThat(target.scaledObject()).isEmpty();
        assertThat(target.settingsPlace()).isEqualTo("hpa web-hpa -n shop");
    }

    private FoundTarget named(String hpa) throws CouldNotRun {
        return find(Optional.of("web"), Optional.of(hpa), true);
    }

    private FoundTarget byHpa(boolean tunnel) throws CouldNotRun {
        return find(Optional.empty(), Optional.of("web-hpa"), tunnel);
    }

    private FoundTarget find(Optional<String> service, Optional<String> hpa, boolean tunnel) throws CouldNotRun {
        return new TargetFinder(cluster, "shop", ways).find(service, hpa, Optional.empty(), tunnel);
    }

    private FoundTarget find(Optional<URI> url, boolean tunnel) throws CouldNotRun {
        return new TargetFinder(cluster, "shop", ways).find(Optional.of("web"), Optional.empty(), url, tunnel);
    }

    private void service(String port) {
        shop.service(
                "web", "\"type\": \"ClusterIP\", \"selector\": {\"app\": \"web\"}, \"ports\": [%s]".formatted(port));
    }
}
