package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.Json;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind that the program uses, and changes to it.
 *
 * @param change what may be changed in place, and the path of it
 * @param replacing what makes another object of it
 */
record ObjectCase(String type, ObjectNode object, Change change, Optional<Change> replacing) {
    /** A new value at a JSON pointer, and how Pulumi writes its path. */
    record Change(String pointer, String json, String path) {
        ObjectNode on(ObjectNode object) {
            ObjectNode changed = object.deepCopy();
            int slash = pointer.lastIndexOf('/');
            changed.withObject(pointer.substring(0, slash))
                    .set(pointer.substring(slash + 1).replace("~1", "/"), Json.MAPPER.readTree(json));
            return changed;
        }
    }

    @Override
    public String toString() {
        return type.substring("kubernetes:".length());
    }

    String apiVersion() {
        return TypeToken.of(type).apiVersion();
    }

    String kind() {
        return TypeToken.of(type).kind();
    }

    /** With a name of its own, since the tests of a run share the cluster. */
    ObjectNode named(String name) {
        ObjectNode named = object.deepCopy();
        named.withObject("metadata").put("name", name);
        return named;
    }

    private static ObjectCase of(String type, String object, Change change) {
        return new ObjectCase("kubernetes:" + type, Json.parse(object), change, Optional.empty());
    }

    private ObjectCase replacedBy(String pointer, String json, String path) {
        return new ObjectCase(type, object, change, Optional.of(new Change(pointer, json, path)));
    }

    private static Change label() {
        return new Change("/metadata/labels/tier", "\"front\"", "metadata.labels.tier");
    }

    static Stream<ObjectCase> all() {
        return Stream.of(
                of("core/v1:Namespace", "{\"metadata\": {\"labels\": {\"tier\": \"back\"}}}", label()),
                of(
                                "apps/v1:Deployment",
                                """
                                {"metadata": {"annotations": {"pulumi.com/skipAwait": "true"}},
                                 "spec": {
                                  "selector": {"matchLabels": {"app": "web"}},
                                  "template": {
                                   "metadata": {"labels": {"app": "web", "tier": "back"}},
                                   "spec": {"containers": [{
                                     "name": "web", "image": "web:1",
                                     "resources": {"requests": {"cpu": "0.1"}, "limits": {"cpu": "0.5"}}}]}}}}
                                """,
                                new Change(
                                        "/spec/template/spec/containers/0/image",
                                        "\"web:2\"",
                                        "spec.template.spec.containers[0].image"))
                        .replacedBy("/spec/selector/matchLabels/tier", "\"back\"", "spec.selector.matchLabels.tier"),
                of(
                                "core/v1:Service",
                                """
                                {"metadata": {"annotations": {"pulumi.com/skipAwait": "true"}},
                                 "spec": {"type": "NodePort", "selector": {"app": "web"},
                                  "ports": [{"name": "http", "port": 80, "targetPort": "http"}]}}
                                """,
                                new Change("/spec/ports/0/targetPort", "\"web\"", "spec.ports[0].targetPort"))
                        .replacedBy("/spec/clusterIP", "\"10.98.200.200\"", "spec.clusterIP"),
                of(
                        "autoscaling/v2:HorizontalPodAutoscaler",
                        """
                        {"spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
                          "minReplicas": 1, "maxReplicas": 10,
                          "metrics": [{"type": "Resource",
                            "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 50}}}],
                          "behavior": {"scaleDown": {"stabilizationWindowSeconds": 60}}}}
                        """,
                        new Change("/spec/maxReplicas", "12", "spec.maxReplicas")),
                of(
                        "policy/v1:PodDisruptionBudget",
                        "{\"spec\": {\"minAvailable\": \"50%\", \"selector\": {\"matchLabels\": {\"app\": \"web\"}}}}",
                        new Change("/spec/minAvailable", "1", "spec.minAvailable")),
                of(
                        "networking.k8s.io/v1:Ingress",
                        """
                        {"metadata": {"annotations": {"pulumi.com/skipAwait": "true"}},
                         "spec": {"rules": [{"host": "a.example", "http": {"paths": [
                          {"path": "/", "pathType": "Prefix",
                           "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}}
                        """,
                        new Change("/spec/rules/0/host", "\"b.example\"", "spec.rules[0].host")),
                of(
                        "networking.k8s.io/v1:NetworkPolicy",
                        """
                        {"spec": {"podSelector": {"matchLabels": {"app": "web"}}, "policyTypes": ["Ingress"],
                          "ingress": [{"ports": [{"port": 8080, "protocol": "TCP"}]}]}}
                        """,
                        new Change("/spec/ingress/0/ports/0/port", "8081", "spec.ingress[0].ports[0].port")),
                of(
                        "core/v1:ServiceAccount",
                        "{\"automountServiceAccountToken\": false}",
                        new Change("/automountServiceAccountToken", "true", "automountServiceAccountToken")),
                of(
                                "core/v1:ResourceQuota",
                                "{\"spec\": {\"hard\": {\"limits.cpu\": \"5\"}, \"scopes\": [\"Terminating\"]}}",
                                new Change("/spec/hard/limits.cpu", "\"6\"", "spec.hard[\"limits.cpu\"]"))
                        .replacedBy("/spec/scopes", "[\"NotTerminating\"]", "spec.scopes[0]"),
                of(
                                "core/v1:ConfigMap",
                                "{\"metadata\": {\"labels\": {\"tier\": \"back\"}}, \"data\": {\"a\": \"1\"}}",
                                label())
                        .replacedBy("/data/a", "\"2\"", "data.a"),
                of(
                                "core/v1:Secret",
                                "{\"metadata\": {\"labels\": {\"tier\": \"back\"}}, \"stringData\": {\"a\": \"first\"}}",
                                label())
                        .replacedBy("/stringData/a", "\"second\"", "stringData.a"),
                of(
                        "rbac.authorization.k8s.io/v1:Role",
                        "{\"rules\": [{\"apiGroups\": [\"\"], \"resources\": [\"pods\"], \"verbs\": [\"get\"]}]}",
                        new Change("/rules/0/verbs", "[\"list\"]", "rules[0].verbs[0]")),
                of(
                                "rbac.authorization.k8s.io/v1:RoleBinding",
                                binding("Role"),
                                new Change("/subjects/0/name", "\"other\"", "subjects[0].name"))
                        .replacedBy("/roleRef/name", "\"edit\"", "roleRef.name"),
                of(
                        "rbac.authorization.k8s.io/v1:ClusterRole",
                        "{\"rules\": [{\"apiGroups\": [\"\"], \"resources\": [\"nodes\"], \"verbs\": [\"get\"]}]}",
                        new Change("/rules/0/verbs", "[\"list\"]", "rules[0].verbs[0]")),
                of(
                                "rbac.authorization.k8s.io/v1:ClusterRoleBinding",
                                binding("ClusterRole"),
                                new Change("/subjects/0/name", "\"other\"", "subjects[0].name"))
                        .replacedBy("/roleRef/name", "\"edit\"", "roleRef.name"));
    }

    private static String binding(String role) {
        return """
                {"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "%s", "name": "view"},
                 "subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "default"}]}
                """.formatted(role);
    }

    static Stream<ObjectCase> replaceable() {
        return all().filter(any -> any.replacing().isPresent());
    }
}
