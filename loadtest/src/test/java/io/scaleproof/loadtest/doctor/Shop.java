package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaleproof.loadtest.doctor.Sight.Seen;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.target.MetricsApi;
import io.scaleproof.loadtest.target.ScaleTarget;
import io.scaleproof.loadtest.target.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Service, HPA and Deployment {@code web} in namespace {@code shop}, with one pod and nothing wrong. A test breaks it. */
final class Shop {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final String HALF = "{type: Utilization, averageUtilization: 50}";
    static final String CONTAINER = """
            {name: web, resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 500m, memory: 128Mi}},
             readinessProbe: {httpGet: {path: /, port: 80}}}""";

    Service service = of(Service.class, "{metadata: {name: web}, spec: {selector: {app: web}}}");
    ObjectMeta metadata = of(ObjectMeta.class, "{name: web, namespace: shop}");
    String kind = "Deployment";
    String group = "apps";
    Sight<Optional<CouldNotRun>> refusal = new Seen<>(Optional.empty());
    Sight<MetricsApi> metricsApi = new Seen<>(measured("web-1", 10, 15));
    List<HorizontalPodAutoscaler> others = new ArrayList<>();
    Optional<HorizontalPodAutoscaler> hpa = Optional.of(autoscaler("web", cpuMetric(HALF)));
    boolean scaledExists = true;
    List<Pod> pods = new ArrayList<>(List.of(pod("web-1", CONTAINER)));
    List<Pod> served = pods;
    Sight<List<ResourceQuota>> quotas = new Seen<>(List.of());
    Sight<List<LimitRange>> limitRanges = new Seen<>(List.of());
    Sight<Examined.Capacity> capacity = new Seen<>(new Examined.Capacity(List.of(), List.of()));

    /** All of it, as it was read. */
    Examined examined() {
        return new Examined(
                "shop",
                "here",
                NOW,
                new Seen<>(service),
                refusal,
                metricsApi,
                Stream.concat(hpa.stream(), others.stream()).toList(),
                hpa,
                scaledExists
                        ? Optional.of(new ScaleTarget(
                                new Workload(kind, "web", group, "v1", kind.toLowerCase(Locale.ROOT) + "s", true),
                                metadata,
                                "app=web",
                                pods.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(new PodTemplateSpecBuilder()
                                                .withSpec(pods.getFirst().getSpec())
                                                .build()),
                                pods))
                        : Optional.empty(),
                served,
                pods,
                quotas,
                limitRanges,
                capacity);
    }

    /** What a check finds in it. */
    List<Finding> look(Check check) {
        return check.look(examined());
    }

    /** Replaces the only pod's containers, as {@code pod} writes them. */
    Shop containers(String... containers) {
        pods.set(0, pod("web-1", containers));
        return this;
    }

    /** Replaces the HPA's metrics. */
    Shop metrics(String metrics) {
        hpa = Optional.of(autoscaler("web", metrics));
        return this;
    }

    /** Replaces the HPA's target for CPU. */
    Shop cpu(String target) {
        return metrics(cpuMetric(target));
    }

    private static String cpuMetric(String target) {
        return "[{type: Resource, resource: {name: cpu, target: %s}}]".formatted(target);
    }

    /** An HPA of the Deployment, an hour old. */
    static HorizontalPodAutoscaler autoscaler(String name, String metrics) {
        return of(HorizontalPodAutoscaler.class, """
                {metadata: {name: %s, namespace: shop, creationTimestamp: '2026-01-01T11:00:00Z'},
                 spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 1, maxReplicas: 10,
                  metrics: %s}, status: {conditions: [
                    {type: AbleToScale, status: 'True', reason: ReadyForNewScale, message: fine},
                    {type: ScalingActive, status: 'True', reason: ValidMetricFound, message: fine},
                    {type: ScalingLimited, status: 'True', reason: TooFewReplicas, message: at the minimum}]}}""".formatted(name, metrics));
    }

    /** A pod of the Deployment, half an hour old. */
    static Pod pod(String name, String... containers) {
        return pod(name, "ReplicaSet", "web-7d4", "[%s]".formatted(String.join(", ", containers)));
    }

    /** A pod with the labels {@code app: web} and {@code pod-template-hash: 7d4}, whoever owns it. */
    static Pod pod(String name, String ownerKind, String owner, String containers) {
        return of(Pod.class, """
                {metadata: {name: %s, creationTimestamp: '2026-01-01T11:30:00Z', labels: {app: web, pod-template-hash: 7d4},
                   ownerReferences: [{kind: %s, name: %s, controller: true}]},
                 spec: {nodeName: one, containers: %s}, status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}}""".formatted(name, ownerKind, owner, containers));
    }

    /** What the metrics API says of a pod. */
    static MetricsApi measured(String pod, int secondsAgo, int windowSeconds) {
        return new MetricsApi.There("""
                {"items": [{"metadata": {"name": "%s"}, "timestamp": "%s", "window": "%ds",
                  "containers": [{"name": "web", "usage": {"cpu": "5m", "memory": "20Mi"}}]}]}""".formatted(pod, NOW.minusSeconds(secondsAgo), windowSeconds));
    }

    static <T extends KubernetesResource> T of(Class<T> type, String yaml) {
        // The comment keeps the client from taking it for JSON.
        return Serialization.unmarshal("#\n" + yaml, type);
    }
}
