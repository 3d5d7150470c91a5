package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.scaleproof.loadtest.target.Cluster;
import io.scaleproof.loadtest.target.FoundTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * For kinds that keep the number of pods elsewhere than in {@code spec.replicas}: a scale cannot be watched, so that it is
 * asked for at each sight of its object.
 */
final class ScaleReplicas {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private ScaleReplicas() {}

    /** The object with what its scale asks for now in {@code spec.replicas}. */
    static GenericKubernetesResource into(GenericKubernetesResource object, Cluster cluster, FoundTarget target) {
        String path = "%s/%s/scale"
                .formatted(
                        target.workload().path(target.namespace()),
                        target.workload().name());
        String scale = cluster.ask(client -> client.raw(path));
        if (scale == null) {
            throw new KubernetesClientException("there is no scale at " + path);
        }
        Map<String, Object> spec = new HashMap<>();
        if (object.<Object>get("spec") instanceof Map<?, ?> fields) {
            fields.forEach((key, value) -> spec.put(String.valueOf(key), value));
        }
        spec.put(
                "replicas",
                Optional.ofNullable(JSON.unmarshal(scale, Scale.class).getSpec().getReplicas())
                        .orElse(0));
        object.setAdditionalProperty("spec", spec);
        return object;
    }
}
