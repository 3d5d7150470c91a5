package io.scaleproof.loadtest.target;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a test puts into namespace {@code shop} of a {@link FakeApi}: what is scaled, by whom, and its pods. */
final class FakeWorkloads {
    private static final String PODS = "/api/v1/namespaces/shop/pods";
    private static final String HPAS = "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers";
    private static final String SERVICES = "/api/v1/namespaces/shop/services";

    private final FakeApi api;
    private final Map<String, String> pods = new TreeMap<>();
    private final List<String> hpas = new ArrayList<>();
    private final Map<String, String> services = new TreeMap<>();

    FakeWorkloads(FakeApi api) {
        this.api = api;
        api.on(
                PODS,
                exchange -> FakeApi.json("{\"items\": [%s]}"
                                .formatted(selected(
                                        String.valueOf(exchange.getRequestURI().getQuery()))))
                        .to(exchange));
        publish();
    }

    /** A Deployment with one ready pod. */
    void deployment(String name) {
        workload("apps/v1", "Deployment", name, "app=web,name=" + name);
        pod(name + "-5d9f-x", "app=web,name=" + name + ",pod-template-hash=5d9f", "ReplicaSet", name + "-5d9f");
    }

    /** Anything with {@code spec.replicas} 1 and a scale, without pods. */
    void workload(String apiVersion, String kind, String name, String selector) {
        workload(apiVersion, kind, name, selector, "\"replicas\": 1");
    }

    void workload(String apiVersion, String kind, String name, String selector, String spec) {
        String path = "/apis/%s/namespaces/shop/%ss/%s".formatted(apiVersion, kind.toLowerCase(Locale.ROOT), name);
        api.on(path, FakeApi.json("""
                {"kind": "%s", "apiVersion": "%s", "metadata": {"name": "%s"}, "spec": {%s}}""".formatted(kind, apiVersion, name, spec)));
        api.on(path + "/scale", FakeApi.json("""
                {"kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": {"name": "%s"},
                 "spec": {"replicas": 1}, "status": {"replicas": 1, "selector": "%s"}}""".formatted(name, selector)));
    }

    void pod(String name, String labels, String ownerKind, String owner) {
        pod(name, labels, ownerKind, owner, "Running");
    }

    void pod(String name, String labels, String ownerKind, String owner, String phase) {
        pods.put(name, """
                {"metadata": {"name": "%s", "uid": "%1$s", "labels": {%s},
                   "ownerReferences": [{"kind": "%s", "name": "%s", "controller": true}]},
                 "spec": {"containers": [{"name": "main", "ports": [{"name": "http", "containerPort": 8080}]}]},
                 "status": {"phase": "%s", "conditions": [{"type": "Ready", "status": "True"}]}}""".formatted(
                        name,
                        Stream.of(labels.split(","))
                                .map(label -> "\"" + label.replace("=", "\": \"") + "\"")
                                .collect(joining(", ")),
                        ownerKind,
                        owner,
                        phase));
    }

    void noPods() {
        pods.clear();
    }

    /** An HPA called {@code NAME-hpa} of a Deployment. */
    void hpa(String deployment) {
        hpa(deployment + "-hpa", "apps/v1", "Deployment", deployment, "");
    }

    void hpa(String name, String apiVersion, String kind, String target, String metadata) {
        hpas.add("""
                {"metadata": {"name": "%s"%s}, "spec": {"maxReplicas": 3,
                  "scaleTargetRef": {"apiVersion": "%s", "kind": "%s", "name": "%s"}}}""".formatted(name, metadata, apiVersion, kind, target));
        publish();
    }

    void noHpas() {
        hpas.clear();
        publish();
    }

    void service(String name, String spec) {
        String service = "{\"metadata\": {\"name\": \"%s\"}, \"spec\": {%s}}".formatted(name, spec);
        services.put(name, service);
        api.on(SERVICES + "/" + name, FakeApi.json(service));
        publish();
    }

    private void publish() {
        api.on(HPAS, FakeApi.json("{\"items\": [%s]}".formatted(String.join(",", hpas))));
        api.on(SERVICES, FakeApi.json("{\"items\": [%s]}".formatted(String.join(",", services.values()))));
    }

    private String selected(String query) {
        String selector = Stream.of(query.split("&"))
                .filter(part -> part.startsWith("labelSelector="))
                .map(part -> part.substring("labelSelector=".length()))
                .findFirst()
                .orElse("");
        return pods.values().stream()
                .filter(pod ->
                        Arrays.stream(selector.split(",(?![^(]*\\))")).allMatch(requirement -> holds(requirement, pod)))
                .collect(joining(","));
    }

    private static boolean holds(String requirement, String pod) {
        if (requirement.contains(" in (")) {
            String key = requirement.substring(0, requirement.indexOf(' '));
            String values = requirement.substring(requirement.indexOf('(') + 1, requirement.indexOf(')'));
            return Stream.of(values.split(",")).anyMatch(value -> holds(key + "=" + value, pod));
        }
        return requirement.isEmpty() || pod.contains("\"" + requirement.replace("=", "\": \"") + "\"");
    }
}
