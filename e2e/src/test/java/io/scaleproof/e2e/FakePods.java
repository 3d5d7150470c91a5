package io.scaleproof.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A Deployment of pods that only seem to run (cluster/fake-nodes), with an HPA and a Service. What they use follows from a need
 * in pods' worth: it is shared by those that are ready, so that more pods lower the mean as in reality.
 */
final class FakePods implements AutoCloseable {
    /** A pod's request is 100m and the HPA's target 50 %: at this it is full. */
    private static final double FULL_MILLICORES = 50;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String namespace;
    private final Command shell = new Command(WorkingCopy.repository());
    private double need;
    private String used = "";

    FakePods(String namespace, int atLeast, int atMost) throws IOException {
        this.namespace = namespace;
        this.need = atLeast;
        shell.run(Duration.ofMinutes(30), "cluster/fake-nodes up " + (atMost + atMost / 10))
                .ok();
        kubectl("create namespace " + namespace);
        share(atLeast);
        Path file = Files.createTempFile("scaleproof-e2e", ".yaml");
        Files.writeString(file, objects(atLeast, atMost));
        kubectl("apply --namespace " + namespace + " --filename " + file);
        Files.delete(file);
    }

    /** The Deployment, its Service and its HPA. */
    private static String objects(int atLeast, int atMost) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  nodeSelector: {type: kwok}
                  tolerations: [{key: kwok.x-k8s.io/node, operator: Exists, effect: NoSchedule}]
                  terminationGracePeriodSeconds: 2
                  containers:
                    - {name: web, image: "none.example/web:1", resources: {requests: {cpu: 100m, memory: 64Mi}}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
            ---
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: web}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
              minReplicas: %d
              maxReplicas: %d
              metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
              behavior: {scaleDown: {stabilizationWindowSeconds: 60}}
            """.formatted(atLeast, atMost);
    }

    void need(double pods) {
        need = pods;
    }

    /** Shares the need among the pods that are ready now, and returns their number. */
    int share() {
        int ready = ready();
        share(Math.max(1, ready));
        return ready;
    }

    int ready() {
        return deployment().at("/status/readyReplicas").asInt();
    }

    private JsonNode deployment() {
        try {
            return JSON.readTree(kubectl("get --raw /apis/apps/v1/namespaces/%s/deployments/web".formatted(namespace)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void share(int pods) {
        String cpu = Math.round(need * FULL_MILLICORES * 1_000 / pods) + "u";
        if (cpu.equals(used)) {
            return;
        }
        used = cpu;
        var usage = JSON.valueToTree(Map.of(
                "apiVersion",
                "kwok.x-k8s.io/v1alpha1",
                "kind",
                "ClusterResourceUsage",
                "metadata",
                Map.of("name", namespace),
                "spec",
                Map.of("selector", Map.of("matchNamespaces", new String[] {namespace}), "usages", new Object[] {
                    Map.of(
                            "usage",
                            Map.of(
                                    "cpu", Map.of("value", cpu),
                                    "memory", Map.of("value", "20Mi")))
                })));
        StackCopy.apply(namespace, usage);
    }

    private String kubectl(String arguments) {
        return shell.run(LIMIT, "kubectl " + arguments).ok().output();
    }

    @Override
    public void close() {
        kubectl("delete namespace " + namespace + " --timeout=100s");
        shell.run(LIMIT, "cluster/fake-nodes down").ok();
    }
}
