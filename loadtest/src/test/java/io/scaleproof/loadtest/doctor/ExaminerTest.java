package io.scaleproof.loadtest.doctor;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.scaleproof.loadtest.doctor.Diagnosis.Line;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FakeApi;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExaminerTest {
    private static final String HPAS = "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers";
    private static final String QUOTAS = "/api/v1/namespaces/shop/resourcequotas";

    private FakeApi api;
    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        api = new FakeApi();
        api.on("/api/v1/namespaces/shop/services/web", FakeApi.json("""
                {"metadata": {"name": "web"}, "spec": {"selector": {"app": "web"}}}"""));
        api.on("/api/v1/namespaces/shop/pods", FakeApi.json("""
                {"items": [{"metadata": {"name": "web-0", "creationTimestamp": "2026-01-01T00:00:00Z", "labels": {"app": "web"},
                    "ownerReferences": [{"kind": "StatefulSet", "name": "web", "controller": true}]},
                  "spec": {"containers": [{"name": "web"}]}, "status": {"phase": "Running"}},
                  {"metadata": {"name": "web-evicted", "labels": {"app": "web"}}, "spec": {}, "status": {"phase": "Failed"}},
                  {"metadata": {"name": "web-gone", "labels": {"app": "web"}, "deletionTimestamp": "2026-01-01T00:00:00Z"},
                   "spec": {}, "status": {"phase": "Running"}}]}"""));
        api.on("/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods", FakeApi.json("{\"items\": []}"));
        Stream.of(QUOTAS, "/api/v1/namespaces/shop/limitranges", "/api/v1/pods")
                .forEach(path -> api.on(path, FakeApi.json("{\"items\": []}")));
        workload("deployments", "web");
        hpas("web:Deployment:web");
        cluster = api.connect();
    }

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void itReadsAndDoesNothingElse() throws Exception {
        Diagnosis diagnosis = diagnose(Optional.empty());

        assertThat(diagnosis.subject())
                .isEqualTo("Service web in namespace shop, HPA web, Deployment web (context fake)");
        assertThat(diagnosis.lines()).hasSizeGreaterThan(14);
        assertThat(api.asked())
                .allMatch(request -> request.startsWith("GET ") || request.contains("/selfsubject"))
                .noneMatch(request -> request.contains("watch=true"));
        assertThat(api.asked())
                .anyMatch(request -> request.contains("metrics.k8s.io") && request.endsWith("app%3Dweb"));
    }

    @Test
    void itTakesWhateverKindTheHpaScales() throws Exception {
        workload("statefulsets", "web");
        hpas("web:StatefulSet:web");

        assertThat(line(diagnose(Optional.empty()), "selector"))
                .isEqualTo("app=web,!old,tier in (a,b) catches pods of StatefulSet web alone");
    }

    @Test
    void aKindThatSomebodyDefinedTellsItsPodsByItsScale() throws Exception {
        hpas("web:Rollout:web:argoproj.io/v1alpha1");
        api.serves("argoproj.io", "v1alpha1", "Rollout");
        String path = "/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts/web";
        api.on(path, FakeApi.json("{\"metadata\": {\"name\": \"web\", \"namespace\": \"shop\"}, \"spec\": {}}"));
        api.on(path + "/scale", FakeApi.json("""
                {"metadata": {"name": "web"}, "spec": {"replicas": 1}, "status": {"replicas": 1, "selector": "app=web"}}"""));

        assertThat(diagnose(Optional.empty()).lines())
                .filteredOn(line -> line.check().equals("requests"))
                .extracting(line -> line.remedy().orElseThrow())
                .containsExactly("kubectl edit rollouts.argoproj.io web -n shop, and give web resources.requests.cpu");
    }

    @Test
    void aServiceThatIsNotThereIsSaidWithTheNamespaceItWasLookedForIn() {
        CouldNotRun refused = refused("wbe", Optional.empty());

        assertThat(refused).hasMessage("There is no Service wbe in namespace shop (context fake)");
        assertThat(refused.remedy()).startsWith("kubectl get services -n shop");
    }

    @Test
    void anHpaThatIsNotThereIsSaidWithThoseThatAre() {
        CouldNotRun refused = refused("web", Optional.of("wbe"));

        assertThat(refused).hasMessage("There is no HPA wbe in namespace shop; there is web (Deployment web)");
        assertThat(refused.remedy()).isEqualTo("say which: --hpa web");
    }

    @Test
    void whereSeveralObjectsAreScaledItAsksWhichAndNeverGuesses() throws Exception {
        workload("deployments", "blue");
        hpas("web:Deployment:web", "blue:Deployment:blue");

        assertThat(refused("web", Optional.empty()))
                .hasMessage(
                        "2 HPAs in namespace shop scale what Service web leads to: web (Deployment web), blue (Deployment blue)");
        assertThat(diagnose(Optional.of("blue")).subject()).contains("HPA blue, Deployment blue");
    }

    @Test
    void anHpaOfSomethingThatDoesNotExistIsAFinding() throws Exception {
        hpas("web:Deployment:wbe");

        Diagnosis diagnosis = diagnose(Optional.of("web"));

        assertThat(diagnosis.outcome().exitCode()).isEqualTo(1);
        assertThat(line(diagnosis, "HPA")).startsWith("web scales Deployment wbe of apps/v1, and there is none");
    }

    @Test
    void twoHpasOfOneObjectAreAFindingAndNoQuestion() throws Exception {
        hpas("web:Deployment:web", "web-too:Deployment:web");

        assertThat(line(diagnose(Optional.empty()), "other HPAs"))
                .startsWith("Deployment web is scaled by web-too, too");
    }

    @Test
    void anHpaAloneNeedsNoService() throws Exception {
        workload("statefulsets", "web");
        hpas("data:StatefulSet:web", "blue:Deployment:web");
        services();

        Diagnosis diagnosis = diagnose(Optional.empty(), Optional.of("data"));

        assertThat(diagnosis.subject()).isEqualTo("HPA data in namespace shop, StatefulSet web (context fake)");
        assertThat(line(diagnosis, "HPA")).isEqualTo("data scales StatefulSet web");
        assertThat(line(diagnosis, "pods")).isEqualTo("1 of 1 are not ready: web-0 (Running)");
        assertThat(diagnosis.lines())
                .filteredOn(line -> line.level() == Level.NOT_LOOKED_AT)
                .extracting(Line::check, Line::seen)
                .containsExactly(
                        tuple(
                                "Service",
                                "No Service with an address in namespace shop leads to StatefulSet web (say where it answers"
                                        + " (--url http://HOST:PORT), or send the load through the API server: --port-forward)"));
        assertThat(api.asked()).noneMatch(request -> request.contains("/services/"));
    }

    @Test
    void fromAnHpaAloneTheServiceIsFoundThatLeadsToItsPods() throws Exception {
        workload("statefulsets", "web");
        hpas("data:StatefulSet:web");
        services("web");

        Diagnosis diagnosis = diagnose(Optional.empty(), Optional.of("data"));

        assertThat(diagnosis.subject())
                .isEqualTo("Service web in namespace shop, HPA data, StatefulSet web (context fake)");
        assertThat(line(diagnosis, "Service")).isEqualTo("web leads to pods of StatefulSet web alone");
    }

    @Test
    void withoutAnyNameItIsTheNamespacesOnlyHpa() throws Exception {
        services("web");

        assertThat(diagnose(Optional.empty(), Optional.empty()).subject())
                .isEqualTo("Service web in namespace shop, HPA web, Deployment web (context fake)");
    }

    @Test
    void anHpaOfWhatTheServiceDoesNotLeadToIsLookedAtAllTheSame() throws Exception {
        api.on("/api/v1/namespaces/shop/services/web", FakeApi.json("""
                {"metadata": {"name": "web"}, "spec": {"selector": {"app": "other"}}}"""));

        assertThat(diagnose(Optional.of("web")).subject()).contains("Service web", "Deployment web");
        assertThat(line(diagnose(Optional.empty()), "HPA")).startsWith("none scales what Service web leads to");
    }

    @Test
    void rightsOnWhatIsScaledAreAFindingWhereItCanBeReadWithoutThem() throws Exception {
        workload("statefulsets", "web");
        hpas("web:StatefulSet:web");
        mayNot("watch", "statefulsets");

        assertThat(line(diagnose(Optional.empty()), "rights"))
                .isEqualTo("tester may not watch statefulsets in namespace shop (context fake)");

        mayNot("get", "statefulsets");
        assertThat(refused("web", Optional.empty()))
                .hasMessage("tester may not get statefulsets, get statefulsets/scale in namespace shop (context fake)");
    }

    @Test
    void whatMayNotBeReadIsSaidAndTheRestIsLookedAt() throws Exception {
        api.on(QUOTAS, FakeApi.refusal(403, "resourcequotas is forbidden"));
        api.on("/api/v1/pods", FakeApi.refusal(403, "pods is forbidden"));

        assertThat(diagnose(Optional.empty()).lines())
                .filteredOn(line -> line.level() == Level.NOT_LOOKED_AT)
                .extracting(Line::check, Line::seen)
                .containsExactly(tuple("quota", "resourcequotas is forbidden"), tuple("nodes", "pods is forbidden"));
    }

    @Test
    void whoMayNotReadWhatMattersIsToldEachRightThatIsMissing() {
        mayNot("horizontalpodautoscalers");
        api.on(HPAS, FakeApi.refusal(403, "forbidden"));

        CouldNotRun refused = refused("web", Optional.empty());

        assertThat(refused)
                .hasMessage("tester may not list and watch horizontalpodautoscalers in namespace shop (context fake)");
        assertThat(refused.remedy()).contains("java -jar scaleproof.jar print role | kubectl apply -n shop -f -");
    }

    private Diagnosis diagnose(Optional<String> hpa) throws Exception {
        return diagnose(Optional.of("web"), hpa);
    }

    private Diagnosis diagnose(Optional<String> service, Optional<String> hpa) throws Exception {
        return new Examiner(cluster, "shop").diagnose(service, hpa);
    }

    private CouldNotRun refused(String service, Optional<String> hpa) {
        return catchThrowableOfType(
                CouldNotRun.class,
                () -> ApiErrors.said(() -> new Examiner(cluster, "shop").diagnose(Optional.of(service), hpa)));
    }

    private static String line(Diagnosis diagnosis, String check) {
        return diagnosis.lines().stream()
                .filter(line -> line.check().equals(check))
                .map(Line::seen)
                .findFirst()
                .orElseThrow();
    }

    private void workload(String resource, String name) {
        String path = "/apis/apps/v1/namespaces/shop/%s/%s".formatted(resource, name);
        api.on(path, FakeApi.json("""
                {"metadata": {"name": "%s", "namespace": "shop"}, "spec": {"replicas": 1,
                  "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "web"}]}}}}""".formatted(name)));
        api.on(path + "/scale", FakeApi.json("""
                {"spec": {"replicas": 1}, "status": {"replicas": 1, "selector": "app=web%s"}}""".formatted(
                        resource.equals("statefulsets") ? ",!old,tier in (a,b)" : "")));
    }

    /** From now on questions for rights with all of these words are answered with no. */
    private void mayNot(String... words) {
        api.on("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean allowed = !Stream.of(words).allMatch(word -> asked.contains("\"" + word + "\""));
            FakeApi.json("{\"status\": {\"allowed\": %s}}".formatted(allowed)).to(exchange);
        });
    }

    /** Services whose pods have the label {@code app: web}. */
    private void services(String... names) {
        String items = Stream.of(names).map("""
                        {"metadata": {"name": "%s"}, "spec": {"clusterIP": "10.0.0.1", "selector": {"app": "web"}}}"""::formatted).collect(joining(", "));
        api.on("/api/v1/namespaces/shop/services", FakeApi.json("{\"items\": [%s]}".formatted(items)));
    }

    /** HPAs as {@code name:kind:target}, with the API version behind where it is another than {@code apps/v1}. */
    private void hpas(String... all) {
        List<String> items = Stream.of(all)
                .map(one -> one.split(":", -1))
                .map(one -> """
                        {"metadata": {"name": "%s", "creationTimestamp": "2026-01-01T00:00:00Z"}, "spec": {
                          "scaleTargetRef": {"apiVersion": "%s", "kind": "%s", "name": "%s"}, "maxReplicas": 10,
                          "metrics": [{"type": "Resource", "resource": {"name": "cpu",
                            "target": {"type": "Utilization", "averageUtilization": 50}}}]}}""".formatted(one[0], one.length > 3 ? one[3] : "apps/v1", one[1], one[2]))
                .toList();
        api.on(HPAS, FakeApi.json("{\"items\": [%s]}".formatted(String.join(", ", items))));
    }
}
