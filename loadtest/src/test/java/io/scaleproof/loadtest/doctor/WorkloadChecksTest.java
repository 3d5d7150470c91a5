package io.scaleproof.loadtest.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks of whose pods are whose, and who sets their number. */
class WorkloadChecksTest {
    private final Shop shop = new Shop();

    @Test
    void aSelectorThatCatchesOthersPodsIsWrongAndNamesThem() {
        assertThat(shop.look(new SelectorCheck()))
                .containsExactly(Finding.ok("app=web catches pods of Deployment web alone"));

        shop.pods.add(Shop.pod("nightly-x", "Job", "nightly", "[]"));
        shop.pods.add(Shop.pod("canary-1", "ReplicaSet", "canary-7d4", "[]"));
        shop.pods.add(Shop.pod("stray", "", "", "[]"));
        shop.pods.getLast().getMetadata().setOwnerReferences(List.of());
        assertThat(shop.look(new SelectorCheck()))
                .containsExactly(Finding.wrong(
                        "Deployment web (app=web) catches pods that are not its own, and the HPA averages over them: nightly-x"
                                + " (Job nightly), canary-1 (Deployment canary), stray (nobody's)",
                        "give them other labels; to see them: kubectl get pods -n shop -l 'app=web' --show-labels"));
    }

    @Test
    void podsOfARolloutAreItsOwn() {
        shop.kind = "Rollout";
        shop.group = "argoproj.io";
        shop.pods.getFirst().getMetadata().setLabels(Map.of("app", "web", "rollouts-pod-template-hash", "7d4"));

        assertThat(shop.look(new SelectorCheck()))
                .containsExactly(Finding.ok("app=web catches pods of Rollout web alone"));
    }

    @Test
    void whereOwnersDoNotTellNothingIsClaimed() {
        shop.kind = "Fleet";
        shop.group = "games.example";

        assertThat(shop.look(new SelectorCheck()))
                .containsExactly(
                        Finding.notLookedAt(
                                "which of the pods that Fleet web selects (app=web) are its own: they belong to Deployment web"));
        assertThat(shop.look(new ServiceCheck()).getFirst().level()).isEqualTo(Level.OK);
    }

    @Test
    void aServiceThatLeadsToOthersTooIsAWarning() {
        assertThat(shop.look(new ServiceCheck()))
                .containsExactly(Finding.ok("web leads to pods of Deployment web alone"));

        shop.served = new ArrayList<>(shop.pods);
        shop.served.add(Shop.pod("canary-1", "ReplicaSet", "canary-7d4", "[]"));
        assertThat(shop.look(new ServiceCheck()).getFirst())
                .extracting(Finding::level, Finding::seen)
                .containsExactly(
                        Level.WARNING,
                        "web ({app=web}) leads to other pods, too, which take load that the HPA does not see: canary-1 (Deployment canary)");
    }

    @Test
    void aServiceThatLeadsToNoneOfThemIsWrong() {
        shop.service = Shop.of(Service.class, "{metadata: {name: web}, spec: {selector: {app: shop}}}");
        shop.served = List.of();

        assertThat(shop.look(new ServiceCheck()).getFirst())
                .extracting(Finding::level, Finding::seen)
                .containsExactly(
                        Level.WRONG,
                        "web ({app=shop}) leads to no pod of Deployment web, so that no load comes to them");
    }

    @Test
    void whatTheHpaAndTheApiServersDefaultsSetIsNobodyElses() {
        hpaScaledAt("2026-01-01T11:55:00Z");
        manage("kube-controller-manager", "Update", "scale", null);
        manage("keda", "Update", "scale", null);
        // A client-side apply of anything owns the default of replicas, too.
        manage("kubectl-client-side-apply", "Update", null, "2026-01-01T11:50:00Z");

        assertThat(shop.look(new ReplicasCheck()))
                .containsExactly(Finding.ok("nobody but the HPA is seen to set them"));
    }

    @Test
    void whoAppliesThemIsNamed() {
        manage("argocd-controller", "Apply", null, "2026-01-01T10:00:00Z");

        assertThat(shop.look(new ReplicasCheck()))
                .containsExactly(Finding.warning(
                        "argocd-controller sets spec.replicas of Deployment web, too, and takes back what the HPA did",
                        "leave replicas out of the manifest; what is applied already: kubectl apply edit-last-applied"
                                + " deployment web -n shop"));
    }

    @Test
    void soIsWhoScalesAfterTheHpaHas() {
        manage("kubectl", "Update", "scale", null);
        assertThat(shop.look(new ReplicasCheck()).getFirst().level()).isEqualTo(Level.OK);

        hpaScaledAt("2026-01-01T11:40:00Z");
        assertThat(shop.look(new ReplicasCheck()).getFirst().seen()).startsWith("kubectl sets spec.replicas");
    }

    @Test
    void soIsWhoTookThemFromTheHpaAfterItHadScaled() {
        hpaScaledAt("2026-01-01T11:40:00Z");
        manage("helm", "Update", null, "2026-01-01T11:39:00Z");
        assertThat(shop.look(new ReplicasCheck()).getFirst().level()).isEqualTo(Level.OK);

        manage("helm", "Update", null, "2026-01-01T11:41:00Z");
        assertThat(shop.look(new ReplicasCheck()).getFirst().seen()).startsWith("helm sets spec.replicas");
    }

    @Test
    void replicasInAnAppliedManifestComeBackWithIt() {
        applied("{\"spec\": {\"template\": {\"spec\": {\"replicas\": 3}}}}");
        assertThat(shop.look(new ReplicasCheck()).getFirst().level()).isEqualTo(Level.OK);

        applied("{\"spec\": {\"replicas\": 3}}");
        assertThat(shop.look(new ReplicasCheck()).getFirst().seen()).startsWith("kubectl apply sets spec.replicas");
    }

    private void applied(String manifest) {
        shop.metadata.setAnnotations(Map.of("kubectl.kubernetes.io/last-applied-configuration", manifest));
    }

    private void hpaScaledAt(String time) {
        shop.hpa = Optional.of(new HorizontalPodAutoscalerBuilder(shop.hpa.orElseThrow())
                .editStatus()
                .withLastScaleTime(time)
                .endStatus()
                .build());
    }

    private void manage(String manager, String operation, String subresource, String time) {
        ManagedFieldsEntry entry = Shop.of(
                ManagedFieldsEntry.class,
                "{manager: %s, operation: %s, fieldsV1: {'f:spec': {'f:replicas': {}}}}".formatted(manager, operation));
        entry.setTime(time);
        entry.setSubresource(subresource);
        List<ManagedFieldsEntry> entries = new ArrayList<>(shop.metadata.getManagedFields());
        entries.add(entry);
        shop.metadata.setManagedFields(entries);
    }
}
