package io.scaleproof.loadtest.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerConditionBuilder;
import io.scaleproof.loadtest.doctor.Sight.Seen;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.target.MetricsApi;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Checks of the HPA, and of what it needs to see. */
class AutoscalerChecksTest {
    private final Shop shop = new Shop();

    @Test
    void missingRightsAreNamedWithTheRoleToApply() {
        shop.refusal = new Seen<>(
                Optional.of(new CouldNotRun("tester may not watch pods", "kubectl apply -f loadtest/rbac/role.yaml")));

        assertThat(shop.look(new RightsCheck()))
                .containsExactly(
                        Finding.wrong("tester may not watch pods", "kubectl apply -f loadtest/rbac/role.yaml"));
    }

    @Test
    void aClusterWithoutMetricsIsBlindAndSaidOnce() {
        shop.metricsApi = new Seen<>(new MetricsApi.Absent());

        assertThat(shop.look(new MetricsApiCheck()))
                .containsExactly(Finding.wrong(
                        "The cluster has no metrics API (APIService v1beta1.metrics.k8s.io): the HPA is blind",
                        MetricsApi.REMEDY));
        assertThat(shop.look(new MeasurementsCheck())).isEmpty();
    }

    @Test
    void anHpaThatLooksAtNoneOfItsMetricsNeedsNoMetricsApi() {
        shop.metricsApi = new Seen<>(new MetricsApi.Absent());
        shop.metrics(
                "[{type: External, external: {metric: {name: queue}, target: {type: AverageValue, averageValue: 5}}}]");

        assertThat(shop.look(new MetricsApiCheck()))
                .containsExactly(Finding.ok("the HPA looks at none of its metrics"));
    }

    @Test
    void aTargetThatDoesNotExistIsWrong() {
        shop.scaledExists = false;

        assertThat(shop.look(new AutoscalerCheck()))
                .containsExactly(Finding.wrong(
                        "web scales Deployment web of apps/v1, and there is none in namespace shop that can be scaled",
                        "kubectl edit hpa web -n shop, and correct its scaleTargetRef"));
    }

    @Test
    void whereNoHpaScalesWhatTheServiceLeadsToThoseThatAreThereAreNamed() {
        shop.others.add(with(hpa -> hpa.editMetadata()
                .withName("wbe")
                .endMetadata()
                .editSpec()
                .editScaleTargetRef()
                .withName("wbe")
                .endScaleTargetRef()
                .endSpec()));
        shop.hpa = Optional.empty();
        shop.scaledExists = false;

        assertThat(shop.look(new AutoscalerCheck()).getFirst().seen())
                .isEqualTo(
                        "none scales what Service web leads to (pods of Deployment web); there is wbe (Deployment wbe)");
    }

    @Test
    void twoHpasOfOneDeploymentAreWrongAndOneOfAnotherIsNot() {
        shop.others.add(with(hpa -> hpa.editMetadata()
                .withName("api")
                .endMetadata()
                .editSpec()
                .editScaleTargetRef()
                .withName("api")
                .endScaleTargetRef()
                .endSpec()));
        assertThat(shop.look(new OneAutoscalerCheck())).containsExactly(Finding.ok("no other scales Deployment web"));

        shop.others.add(with(hpa -> hpa.editMetadata().withName("web-too").endMetadata()));
        assertThat(shop.look(new OneAutoscalerCheck()))
                .containsExactly(Finding.wrong(
                        "Deployment web is scaled by web-too, too: none of them does then, or each undoes what the other does",
                        "kubectl delete hpa web-too -n shop; one HPA can look at several metrics"));
    }

    @Test
    void aRangeOfOneNumberIsWrong() {
        assertThat(shop.look(new BoundsCheck())).containsExactly(Finding.ok("1 to 10 pods, 1 there"));

        shop.hpa = Optional.of(with(hpa -> hpa.editSpec().withMaxReplicas(1).endSpec()));
        assertThat(shop.look(new BoundsCheck()).getFirst().seen())
                .isEqualTo("minReplicas and maxReplicas are both 1: it can never scale");
    }

    @Test
    void aMaximumBelowWhatRunsIsWrong() {
        shop.pods.add(Shop.pod("web-2", Shop.CONTAINER));
        shop.pods.add(Shop.pod("web-3", Shop.CONTAINER));
        shop.hpa = Optional.of(with(hpa -> hpa.editSpec().withMaxReplicas(2).endSpec()));

        assertThat(shop.look(new BoundsCheck()).getFirst())
                .isEqualTo(Finding.wrong(
                        "3 pods are there and maxReplicas is 2: the HPA takes 1 away, whatever their load",
                        "kubectl edit hpa web -n shop, and set maxReplicas to 3 or more"));
    }

    @Test
    void conditionsAreSaidInTheHpasOwnWords() {
        shop.hpa = Optional.of(condition("AbleToScale", "False", "FailedGetScale", "no such scale"));
        assertThat(shop.look(new ConditionsCheck()))
                .containsExactly(Finding.wrong(
                        "AbleToScale is False (FailedGetScale: no such scale)", "kubectl describe hpa web -n shop"));

        shop.hpa = Optional.of(condition("ScalingActive", "False", "FailedGetResourceMetric", "missing request"));
        assertThat(shop.look(new ConditionsCheck()))
                .containsExactly(Finding.wrong(
                        "ScalingActive is False (FailedGetResourceMetric: missing request)",
                        "kubectl describe hpa web -n shop"));

        shop.hpa = Optional.of(condition("ScalingLimited", "True", "TooManyReplicas", "more than the maximum"));
        assertThat(shop.look(new ConditionsCheck()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.WARNING))
                .satisfies(finding -> assertThat(finding.seen()).contains("more than the maximum"));
    }

    @Test
    void anHpaThatIsBlindBecauseItsPodsAreYoungIsAWarning() {
        shop.hpa = Optional.of(condition("ScalingActive", "False", "FailedGetResourceMetric", "no metrics"));
        shop.pods
                .getFirst()
                .getMetadata()
                .setCreationTimestamp(Shop.NOW.minusSeconds(20).toString());

        assertThat(shop.look(new ConditionsCheck()))
                .containsExactly(Finding.warning(
                        "ScalingActive is False (FailedGetResourceMetric: no metrics) (its pods are too young to have been"
                                + " measured)",
                        "the same command in a minute"));
    }

    @Test
    void anHpaThatHasNotLookedIsExcusedForAMinute() {
        shop.hpa = Optional.of(with(hpa -> hpa.withStatus(null)));
        assertThat(shop.look(new ConditionsCheck()).getFirst())
                .isEqualTo(Finding.wrong(
                        "the HPA has not looked yet, 3600 s after it was made",
                        "kubectl get pods -n kube-system: does kube-controller-manager run?"));

        shop.hpa
                .get()
                .getMetadata()
                .setCreationTimestamp(Shop.NOW.minusSeconds(5).toString());
        assertThat(shop.look(new ConditionsCheck()).getFirst().level()).isEqualTo(Level.WARNING);
    }

    @Test
    void podsThatAreNotMeasuredAreNamedUnlessTheyAreYoung() {
        shop.pods.add(Shop.pod("web-2", Shop.CONTAINER));
        assertThat(shop.look(new MeasurementsCheck()).getFirst().seen())
                .isEqualTo("pods that run and are not measured: web-2");

        shop.pods
                .getLast()
                .getMetadata()
                .setCreationTimestamp(Shop.NOW.minusSeconds(30).toString());
        assertThat(shop.look(new MeasurementsCheck()))
                .containsExactly(Finding.note(
                        "pods that are too young to have been measured: web-2", "the same command in a minute"));
    }

    @Test
    void oldMeasurementsAreWrongAndThoseOfTheLastWindowsAreNot() {
        shop.metricsApi = new Seen<>(Shop.measured("web-1", 45, 15));
        assertThat(shop.look(new MeasurementsCheck())).containsExactly(Finding.ok("of all 1 pods that run"));

        shop.metricsApi = new Seen<>(Shop.measured("web-1", 46, 15));
        assertThat(shop.look(new MeasurementsCheck()).getFirst())
                .isEqualTo(Finding.wrong(
                        "what is known of pod web-1 is 46 s old, and was measured over 15 s: the HPA decides by the past",
                        "kubectl logs -n kube-system -l k8s-app=metrics-server"));
    }

    @Test
    void aWindowOfAMinuteIsWorthANote() {
        shop.metricsApi = new Seen<>(Shop.measured("web-1", 40, 60));

        assertThat(shop.look(new MeasurementsCheck()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.NOTE))
                .satisfies(
                        finding -> assertThat(finding.seen())
                                .isEqualTo(
                                        "the metrics API averages over 60 s and the HPA looks every 15 s: it reacts that much later"));
    }

    @Test
    void podsThatDoNotRunAreNotMeasuredAndThatIsSaidOfThemselves() {
        shop.pods.getFirst().getStatus().setPhase("Pending");
        shop.pods.getFirst().getStatus().setConditions(List.of());

        assertThat(shop.look(new MeasurementsCheck())).isEmpty();
        assertThat(shop.look(new PodsCheck()))
                .containsExactly(Finding.wrong(
                        "1 of 1 are not ready: web-1 (Pending)",
                        "kubectl get pods -n shop; kubectl describe deployment web -n shop"));
    }

    @Test
    void podsMayTakeAWhileToBeReady() {
        assertThat(shop.look(new PodsCheck())).containsExactly(Finding.ok("all 1 are ready"));

        shop.pods
                .getFirst()
                .getMetadata()
                .setCreationTimestamp(Shop.NOW.minusSeconds(119).toString());
        shop.pods.getFirst().getStatus().setConditions(List.of());
        assertThat(shop.look(new PodsCheck()).getFirst().level()).isEqualTo(Level.NOTE);
    }

    @Test
    void noPodAtAllIsWrong() {
        shop.pods.clear();

        assertThat(shop.look(new PodsCheck()).getFirst().seen()).isEqualTo("Deployment web has none");
    }

    private static HorizontalPodAutoscaler condition(String type, String status, String reason, String message) {
        return with(hpa -> hpa.editStatus()
                .removeMatchingFromConditions(condition -> condition.getType().equals(type))
                .addToConditions(new HorizontalPodAutoscalerConditionBuilder()
                        .withType(type)
                        .withStatus(status)
                        .withReason(reason)
                        .withMessage(message)
                        .build())
                .endStatus());
    }

    private static HorizontalPodAutoscaler with(UnaryOperator<HorizontalPodAutoscalerBuilder> change) {
        return change.apply(new HorizontalPodAutoscalerBuilder(new Shop().hpa.orElseThrow()))
                .build();
    }
}
