package io.scaleproof.loadtest.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks of what is in a pod. */
class PodChecksTest {
    private static final String IDLE = "{name: log, resources: {requests: {cpu: 10m, memory: 8Mi}}}";

    private final Shop shop = new Shop();

    @Test
    void everyContainerOfAnAverageNeedsARequest() {
        assertThat(shop.look(new RequestsCheck()))
                .containsExactly(Finding.ok("every container has those that the targets are percentages of"));

        assertThat(shop.containers(Shop.CONTAINER, "{name: log}").look(new RequestsCheck()))
                .containsExactly(Finding.wrong(
                        "the target is a percentage of the cpu request, and pods have none for log: it can never scale",
                        "kubectl set resources deployment web -n shop -c log --requests=cpu=100m"));
    }

    @Test
    void soDoesASidecarAmongInitContainersAndNoOtherOfThem() {
        shop.pods.getFirst().getSpec().setInitContainers(List.of(container("{name: migrate}")));
        assertThat(shop.look(new RequestsCheck()).getFirst().level()).isEqualTo(Level.OK);

        shop.pods.getFirst().getSpec().setInitContainers(List.of(container("{name: proxy, restartPolicy: Always}")));
        assertThat(shop.look(new RequestsCheck()).getFirst().seen()).contains("pods have none for proxy");
    }

    @Test
    void aMemoryTargetNeedsAMemoryRequest() {
        shop.metrics("""
                [{type: Resource, resource: {name: cpu, target: %1$s}},
                 {type: Resource, resource: {name: memory, target: %1$s}}]""".formatted(Shop.HALF));
        assertThat(shop.look(new RequestsCheck()).getFirst().level()).isEqualTo(Level.OK);

        assertThat(shop.containers("{name: web, resources: {requests: {cpu: 100m}}}")
                        .look(new RequestsCheck()))
                .containsExactly(Finding.wrong(
                        "the target is a percentage of the memory request, and pods have none for web: it can never scale in,"
                                + " and out by the other metrics only",
                        "kubectl set resources deployment web -n shop -c web --requests=memory=128Mi"));
    }

    @Test
    void aContainerThatIsNotThereIsWrongWhateverItsTarget() {
        shop.metrics("""
                [{type: ContainerResource, containerResource: {name: cpu, container: wbe,
                  target: {type: AverageValue, averageValue: 50m}}}]""");

        assertThat(shop.look(new RequestsCheck()))
                .containsExactly(Finding.wrong(
                        "the HPA looks at container wbe, and pods have none of this name but web: it can never scale",
                        "kubectl edit hpa web -n shop, and name one of these"));
    }

    @Test
    void aTargetThatIsNoPercentageNeedsNoRequest() {
        shop.cpu("{type: AverageValue, averageValue: 50m}").containers("{name: web}");

        assertThat(shop.look(new RequestsCheck()).getFirst().level()).isEqualTo(Level.OK);
    }

    @Test
    void aLimitWithinTheTolerancePastTheTargetIsWrong() {
        assertThat(shop.look(new CpuLimitCheck()))
                .containsExactly(Finding.ok("a pod may use 500m, and its target is 50m"));

        assertThat(shop.containers(limited("55m")).look(new CpuLimitCheck()))
                .containsExactly(Finding.wrong(
                        "a pod may use 55m, and its target is 50m: the HPA does nothing up to 110 % of that, so it can never scale out",
                        "a lower target (kubectl edit hpa web -n shop), or a higher limit (kubectl set resources deployment"
                                + " web -n shop -c web --limits=cpu=LIMIT)"));
    }

    @Test
    void aLimitJustAboveThatIsAWarningAndFromAFifthOnNone() {
        assertThat(shop.containers(limited("56m")).look(new CpuLimitCheck()).getFirst())
                .extracting(Finding::level, Finding::seen)
                .containsExactly(
                        Level.WARNING,
                        "a pod may use 56m, and its target is 50m: whatever the load, one look of the HPA adds 12 % of the pods"
                                + " at most");
        assertThat(shop.containers(limited("60m"))
                        .look(new CpuLimitCheck())
                        .getFirst()
                        .level())
                .isEqualTo(Level.OK);
    }

    @Test
    void aLimitIsHeldAgainstATargetInCoresToo() {
        assertThat(shop.cpu("{type: AverageValue, averageValue: 600m}")
                        .look(new CpuLimitCheck())
                        .getFirst()
                        .seen())
                .startsWith("a pod may use 500m, and its target is 600m");
    }

    @Test
    void aContainerWithoutALimitHidesNothing() {
        assertThat(shop.containers(Shop.CONTAINER, IDLE).look(new CpuLimitCheck()))
                .containsExactly(Finding.ok("none, so that nothing hides load from the HPA"));
    }

    @Test
    void severalContainersInOneAverageAreAWarningWithTheMetricOfOne() {
        assertThat(shop.look(new SidecarsCheck())).containsExactly(Finding.ok("one a pod"));

        assertThat(shop.containers(Shop.CONTAINER, IDLE).look(new SidecarsCheck()))
                .containsExactly(Finding.warning(
                        "the cpu of web, log is averaged: idle ones hide a busy one",
                        "kubectl patch hpa web -n shop --type json -p '[{\"op\": \"replace\", \"path\": \"/spec/metrics/0\","
                                + " \"value\": {\"type\": \"ContainerResource\", \"containerResource\": {\"name\": \"cpu\","
                                + " \"container\": \"web\", \"target\": {\"type\": \"Utilization\","
                                + " \"averageUtilization\": 50}}}}]'"));
    }

    @Test
    void whereKedaMadeTheHpaItIsChangedWhereKedaReadsIt() {
        shop.containers(Shop.CONTAINER, IDLE)
                .hpa
                .orElseThrow()
                .getMetadata()
                .setOwnerReferences(List.of(
                        Shop.of(OwnerReference.class, "{kind: ScaledObject, name: web-scaler, controller: true}")));

        assertThat(shop.look(new SidecarsCheck()).getFirst().remedy())
                .contains("kubectl edit scaledobject web-scaler -n shop, and give the trigger containerName: web");
    }

    @Test
    void aMetricOfOneContainerHidesNone() {
        shop.containers(Shop.CONTAINER, IDLE).metrics("""
                [{type: ContainerResource, containerResource: {name: cpu, container: web, target: %s}}]""".formatted(Shop.HALF));

        assertThat(shop.look(new SidecarsCheck()))
                .containsExactly(Finding.ok("none is averaged with others, of web, log"));
    }

    @Test
    void memoryAloneIsWorthANote() {
        assertThat(shop.look(new MemoryCheck())).isEmpty();

        assertThat(shop.metrics("[{type: Resource, resource: {name: memory, target: %s}}]".formatted(Shop.HALF))
                        .look(new MemoryCheck()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.NOTE))
                .satisfies(finding -> assertThat(finding.seen()).contains("memory seldom goes down"));
    }

    @Test
    void noReadinessProbeIsAWarning() {
        assertThat(shop.look(new ReadinessCheck())).containsExactly(Finding.ok("a probe asks new pods first"));

        assertThat(shop.containers(limited("1")).look(new ReadinessCheck()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.WARNING))
                .satisfies(finding -> assertThat(finding.seen()).contains("no container has a readinessProbe"));
    }

    private static String limited(String cpu) {
        return "{name: web, resources: {requests: {cpu: 100m}, limits: {cpu: %s}}}".formatted(cpu);
    }

    private static Container container(String yaml) {
        return Shop.of(Container.class, yaml);
    }
}
