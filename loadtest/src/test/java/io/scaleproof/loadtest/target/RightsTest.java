package io.scaleproof.loadtest.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RightsTest {
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    @Test
    void theRoleInTheRepositoryGivesAllThatIsNeededAndMayOnlyReadInItsNamespace() throws IOException {
        List<HasMetadata> objects = Stream.of(
                        Files.readString(Path.of("rbac/role.yaml")).split("\n---\n"))
                .map(text -> new KubernetesSerialization().<HasMetadata>unmarshal(text))
                .toList();

        assertThat(objects).extracting(HasMetadata::getKind).containsExactly("ServiceAccount", "Role", "RoleBinding");
        assertThat(objects)
                .allSatisfy(object -> assertThat(object.getMetadata().getName()).isEqualTo(Rights.ROLE));
        List<PolicyRule> rules = ((Role) objects.get(1)).getRules();
        assertThat(rules)
                .allSatisfy(rule -> assertThat(rule.getVerbs()).isSubsetOf("get", "list", "watch"))
                .allSatisfy(rule -> assertThat(rule.getApiGroups()).doesNotContain("*"))
                .filteredOn(rule -> rule.getResources().contains("*"))
                // Each metric is a resource of its own there, or a subresource of what it is of, and there is nothing
                // else.
                .extracting(rule -> rule.getApiGroups() + " " + rule.getVerbs())
                .containsExactly("[custom.metrics.k8s.io] [get]", "[external.metrics.k8s.io] [list]");
        List<Right> builtIn = Stream.of("deployments", "statefulsets", "replicasets")
                .flatMap(resource -> Rights.onScaled("apps", resource).stream())
                .toList();
        assertThat(Stream.of(Rights.NEEDED, Rights.TO_FIND_SERVICES, builtIn).flatMap(List::stream))
                .allSatisfy(right -> assertThat(rules)
                        .as("%s", right)
                        .anyMatch(rule -> rule.getApiGroups().contains(right.group())
                                && rule.getResources().contains(right.whole())
                                && rule.getVerbs().contains(right.verb())));
    }

    @Test
    void allThatIsMissingIsNamedAtOnceAndNothingElseIsAsked() throws Exception {
        try (FakeApi api = new FakeApi()) {
            api.on(REVIEWS, exchange -> {
                String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                boolean refused =
                        asked.contains("\"pods\"") && (asked.contains("\"watch\"") || asked.contains("metrics.k8s.io"));
                FakeApi.json("{\"status\": {\"allowed\": %s}}".formatted(!refused))
                        .to(exchange);
            });
            try (Cluster cluster = api.connect()) {
                CouldNotRun refused = catchThrowableOfType(
                        CouldNotRun.class,
                        () -> new TargetFinder(cluster, "shop", new Ways())
                                .find(Optional.of("web"), Optional.empty(), Optional.empty(), false));

                assertThat(refused)
                        .hasMessage(
                                "tester may not watch pods, list pods.metrics.k8s.io in namespace shop (context fake)");
                assertThat(refused.remedy())
                        .isEqualTo(
                                "as somebody who may: java -jar scaleproof.jar print role | kubectl apply -n shop -f -"
                                        + " && kubectl create rolebinding scaleproof-loadtest-too -n shop"
                                        + " --role=scaleproof-loadtest --user='tester' --dry-run=client -o yaml"
                                        + " | kubectl apply -n shop -f -");
                assertThat(api.asked()).noneMatch(request -> request.contains("/namespaces/shop/"));
            }
        }
    }

    @Test
    void whatWorkersTakeIsCommentedOutInTheRoleAndSaidToBe() throws Exception {
        try (FakeApi api = new FakeApi()) {
            api.on(REVIEWS, FakeApi.json("{\"status\": {\"allowed\": false}}"));
            try (Cluster cluster = api.connect()) {
                CouldNotRun refused =
                        catchThrowableOfType(CouldNotRun.class, () -> Rights.requireForWorkers(cluster, "shop"));

                assertThat(refused.remedy())
                        .startsWith("leave --workers out; or as somebody who may: java -jar scaleproof.jar print role"
                                + " >role.yaml, uncomment its part for workers beside those in use already, then kubectl apply -n shop -f role.yaml"
                                + " && kubectl create rolebinding");
                assertThat(Files.readString(Path.of("rbac/role.yaml"))).contains("# For --workers");
            }
        }
    }

    @Test
    void whereNobodyMayAskForTheirRightsTheQuestionsThemselvesAreTried() throws Exception {
        try (FakeApi api = new FakeApi()) {
            api.on(REVIEWS, FakeApi.refusal(403, "no reviews here"));
            api.on("/api/v1/namespaces/shop/services/web", FakeApi.refusal(403, "services is forbidden to tester"));
            try (Cluster cluster = api.connect()) {
                assertThatThrownBy(() -> ApiErrors.said(() -> new TargetFinder(cluster, "shop", new Ways())
                                .find(Optional.of("web"), Optional.empty(), Optional.empty(), false)))
                        .isInstanceOf(CouldNotRun.class)
                        .hasMessage("The Kubernetes API refused a question: services is forbidden to tester");
            }
        }
    }

    @Test
    void rightsOfBothSortsAreGivenByBothCommands() throws Exception {
        try (FakeApi api = new FakeApi();
                Cluster cluster = api.connect()) {
            assertThat(Rights.refused(
                                    cluster,
                                    "shop",
                                    List.of(
                                            new Right("list", "", "pods"),
                                            new Right("get", "argoproj.io", "rollouts"),
                                            new Right("watch", "argoproj.io", "rollouts")))
                            .remedy())
                    .containsOnlyOnce("kubectl create role scaleproof-loadtest-rollouts -n shop")
                    .containsOnlyOnce("java -jar scaleproof.jar print role | kubectl apply -n shop -f -");
        }
    }

    @Test
    void theAccountOfTheFileNeedsNoBindingBesideItsOwn() {
        assertThat(Rights.binding("system:serviceaccount:shop:scaleproof-loadtest", "shop"))
                .isEmpty();
        assertThat(Rights.binding("system:serviceaccount:ci:runner", "shop"))
                .endsWith("-n shop --role=scaleproof-loadtest --serviceaccount=ci:runner --dry-run=client -o yaml"
                        + " | kubectl apply -n shop -f -");
    }
}
