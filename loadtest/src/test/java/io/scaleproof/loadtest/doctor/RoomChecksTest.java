package io.scaleproof.loadtest.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Toleration;
import io.scaleproof.loadtest.doctor.Sight.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of whether there is room for maxReplicas. The pod requests 100m and 64Mi, and is limited to 500m and 128Mi. */
class RoomChecksTest {
    private final Shop shop = new Shop();

    @ParameterizedTest
    @CsvSource({
        "requests.cpu, 100m, 750m, 100m, 7",
        "cpu, 300m, 950m, 100m, 7",
        "limits.cpu, 500m, 4, 500m, 8",
        "requests.memory, 64Mi, 600Mi, 64Mi, 9",
        "limits.memory, 128Mi, 1Gi, 128Mi, 8",
        "pods, 4, 8, 1, 5",
        "count/pods, 1, 9, 1, 9",
        "requests.cpu, 2, 1, 100m, 1",
    })
    void aQuotaThatStopsTheWayUpIsWrongAndSaidInPods(String resource, String used, String hard, String each, int room) {
        quota(resource, used, hard, "{}");

        assertThat(shop.look(new QuotaCheck())).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WRONG);
            assertThat(finding.seen())
                    .isEqualTo("team has room for %d of 10 pods (%s: %s of %s used, %s a pod)"
                            .formatted(room, resource, used, hard, each));
            assertThat(finding.remedy())
                    .contains("kubectl describe quota team -n shop; raise it, or lower maxReplicas");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "requests.cpu, 100m, 1",
        "limits.cpu, 500m, 5",
        "pods, 1, 10",
        "count/deployments.apps, 1, 1",
        "requests.storage, 1Gi, 1Gi",
        "requests.nvidia.com/gpu, 0, 0",
    })
    void aQuotaWithRoomForAllIsFineAndSoIsOneOfSomethingElse(String resource, String used, String hard) {
        quota(resource, used, hard, "{}");

        assertThat(shop.look(new QuotaCheck())).containsExactly(Finding.ok("room for all 10 pods"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{scopes: [Terminating]}', OK",
        "'{scopes: [NotTerminating]}', WRONG",
        "'{scopes: [BestEffort]}', OK",
        "'{scopes: [NotBestEffort, NotTerminating]}', WRONG",
        "'{scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [low]}]}}', OK",
        "'{scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}}', WRONG",
        "'{scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: NotIn, values: [high]}]}}', OK",
        "'{scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: Exists}]}}', WRONG",
        "'{scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: DoesNotExist}]}}', OK",
    })
    void aQuotaOfOtherPodsDoesNotConcernTheseOnes(String spec, Level level) {
        shop.pods.getFirst().getSpec().setPriorityClassName("high");
        quota("pods", "1", "1", spec);

        assertThat(shop.look(new QuotaCheck()).getFirst().level()).isEqualTo(level);
    }

    @Test
    void aQuotaDemandsWhatPodsDoNotSayUnlessALimitRangeSaysItForThem() {
        shop.containers("{name: web}");
        quota("limits.cpu", "0", "5", "{}");
        assertThat(shop.look(new QuotaCheck()).getFirst().seen())
                .isEqualTo(
                        "team demands limits.cpu of every pod, and pods of Deployment web have none: none can be made");

        limitRange("{type: Container, default: {cpu: 100m}}");
        assertThat(shop.look(new QuotaCheck()).getFirst().level()).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "'{type: Container, max: {cpu: 400m}}', 'container web is limited to more cpu than the maximum of 400m'",
        "'{type: Container, max: {cpu: 50m}}', 'container web requests more cpu than the maximum of 50m'",
        "'{type: Container, min: {memory: 100Mi}}', 'container web requests less memory than the minimum of 100Mi'",
        "'{type: Pod, max: {memory: 100Mi}}', 'the pod is limited to more memory than the maximum of 100Mi'",
    })
    void aLimitRangeThatRefusesNewPodsIsWrong(String item, String why) {
        limitRange(item);

        assertThat(shop.look(new LimitRangeCheck()))
                .contains(Finding.wrong(
                        "bounds refuses new pods of Deployment web: " + why,
                        "kubectl describe limitrange bounds -n shop; kubectl edit deployment web -n shop"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{type: Container, max: {cpu: 500m}, min: {cpu: 100m}}'",
        "'{type: Pod, max: {memory: 128Mi}}'",
        "'{type: PersistentVolumeClaim, max: {storage: 1Gi}}'",
    })
    void oneThatTheyFitIsFine(String item) {
        limitRange(item);

        assertThat(shop.look(new LimitRangeCheck())).containsExactly(Finding.ok("new pods fit"));
    }

    @Test
    void nodesAreCountedWithWhatTheirPodsRequest() {
        nodes(node("one", "900m", ""), node("two", "450m", ""));

        assertThat(shop.look(new NodesCheck()).getFirst())
                .isEqualTo(Finding.ok("room for all 10 pods by their requests"));
    }

    @Test
    void tooLittleRoomOnThemIsAWarning() {
        nodes(node("one", "800m", ""), node("two", "100m", ""));

        // The one that is there takes 100m of the first node: seven more there, and one on the second.
        assertThat(shop.look(new NodesCheck()).getFirst())
                .extracting(Finding::level, Finding::seen)
                .containsExactly(Level.WARNING, "room for 9 of 10 pods by their requests; more takes new nodes");
    }

    @ParameterizedTest
    @CsvSource({
        "'unschedulable: true', 1",
        "'taints: [{key: gpu, value: a, effect: NoSchedule}]', 1",
        "'taints: [{key: gpu, value: a, effect: PreferNoSchedule}]', 9",
        "'taints: [{key: team, value: shop, effect: NoSchedule}]', 9",
    })
    void nodesWherePodsMayNotComeDoNotCount(String spec, int room) {
        shop.pods
                .getFirst()
                .getSpec()
                .setTolerations(List.of(
                        Shop.of(Toleration.class, "{key: team, operator: Equal, value: shop, effect: NoSchedule}")));
        nodes(node("two", "800m", spec));

        assertThat(shop.look(new NodesCheck()).getFirst().seen()).startsWith("room for %d of 10".formatted(room));
    }

    private void quota(String resource, String used, String hard, String spec) {
        shop.quotas =
                new Seen<>(List.of(Shop.of(ResourceQuota.class, """
                {metadata: {name: team}, spec: %s, status: {hard: {'%s': %s}, used: {'%s': %s}}}""".formatted(spec, resource, hard, resource, used))));
    }

    private void limitRange(String item) {
        shop.limitRanges = new Seen<>(
                List.of(Shop.of(LimitRange.class, "{metadata: {name: bounds}, spec: {limits: [%s]}}".formatted(item))));
    }

    private void nodes(Node... nodes) {
        List<Pod> pods = List.of(shop.pods.getFirst());
        shop.capacity = new Seen<>(new Examined.Capacity(List.of(nodes), pods));
    }

    private static Node node(String name, String cpu, String spec) {
        return Shop.of(Node.class, """
                {metadata: {name: %s}, spec: {%s}, status: {allocatable: {cpu: %s, memory: 8Gi, pods: '110'},
                  conditions: [{type: Ready, status: 'True'}]}}""".formatted(name, spec, cpu));
    }
}
