package io.scaleproof.loadtest.watch;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Objects with all that an API server puts into them. */
final class FakeObjects {
    static final String PENDING = """
            {"phase": "Pending", "conditions": []}""";
    static final String UNSCHEDULABLE = """
            {"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable",
             "message": "no room"}]}""";
    static final String READY = """
            {"phase": "Running", "qosClass": "Burstable", "hostIP": "10.0.0.1", "startTime": "2026-11-24T10:00:02Z",
             "podIP": "10.1.0.7", "podIPs": [{"ip": "10.1.0.7"}],
             "conditions": [
              {"type": "PodReadyToStartContainers", "status": "True", "lastTransitionTime": "2026-11-24T10:00:03Z"},
              {"type": "Initialized", "status": "True", "lastTransitionTime": "2026-11-24T10:00:02Z"},
              {"type": "Ready", "status": "True", "lastTransitionTime": "2026-11-24T10:00:05Z"},
              {"type": "ContainersReady", "status": "True", "lastTransitionTime": "2026-11-24T10:00:05Z"},
              {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-11-24T10:00:02Z"}],
             "containerStatuses": [{"name": "web", "ready": true, "restartCount": 0, "image": "example/web:1",
              "imageID": "sha256:0123456789abcdef0123456789abcdef", "containerID": "containerd://0123456789abcdef",
              "state": {"running": {"startedAt": "2026-11-24T10:00:04Z"}}}]}""";
    static final String CRASHED = """
            {"phase": "Running", "conditions": [{"type": "Ready", "status": "False"}],
             "containerStatuses": [{"name": "web", "ready": false, "restartCount": 3, "image": "example/web:1",
              "imageID": "", "state": {"waiting": {"reason": "CrashLoopBackOff"}}}]}""";

    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final String MANAGED = """
            "managedFields": [{"manager": "kube-controller-manager", "operation": "Update", "apiVersion": "v1",
              "time": "2026-11-24T10:00:00Z", "fieldsType": "FieldsV1", "fieldsV1": {"f:metadata": {"f:labels": {".": {},
              "f:app": {}, "f:pod-template-hash": {}}, "f:ownerReferences": {".": {}}}, "f:spec": {"f:containers": {
              "k:{\\"name\\":\\"web\\"}": {".": {}, "f:env": {}, "f:image": {}, "f:livenessProbe": {"f:httpGet": {}},
              "f:resources": {".": {}, "f:limits": {}, "f:requests": {}}}}}}}]""";
    private static final String SPEC = """
            {"nodeName": "fake-1", "serviceAccountName": "default", "schedulerName": "default-scheduler",
             "tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute"}],
             "volumes": [{"name": "token", "projected": {"defaultMode": 420, "sources": []}}],
             "containers": [
              {"name": "web", "image": "example/web:1", "env": [{"name": "A", "value": "%1$s"}, {"name": "B", "value": "b"}],
               "resources": {"requests": {"cpu": "90m", "memory": "64Mi"}, "limits": {"cpu": "500m"}},
               "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}, "periodSeconds": 1},
               "volumeMounts": [{"name": "token", "mountPath": "/var/run/secrets/token"}]},
              {"name": "log", "image": "example/log:1", "resources": {"requests": {"cpu": "10m"}}}]}""".formatted("x".repeat(800));

    private FakeObjects() {}

    static Pod pod(String name, int version, String status) {
        return pod(name, version, "2026-11-24T10:00:01Z", "", status);
    }

    /** @param deletion more of its metadata, with a comma before it */
    static Pod pod(String name, int version, String created, String deletion, String status) {
        return JSON.unmarshal("""
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%1$s", "uid": "uid-%1$s", "resourceVersion": "%2$d",
                 "creationTimestamp": "%3$s", "labels": {"app": "web", "pod-template-hash": "abc"}%4$s, %5$s},
                 "spec": %6$s, "status": %7$s}
                """.formatted(name, version, created, deletion, MANAGED, SPEC, status), Pod.class);
    }

    static GenericKubernetesResource deployment(int wanted, int ready) {
        return JSON.unmarshal("""
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "uid": "uid-web",
                 "resourceVersion": "%1$d%2$d", "generation": 3, %3$s},
                 "spec": {"replicas": %1$d, "selector": {}, "template": {"metadata": {"labels": {"app": "web"}}, "spec": %4$s}},
                 "status": {"replicas": %2$d, "readyReplicas": %2$d, "updatedReplicas": %2$d,
                  "conditions": [{"type": "Available", "status": "True"}]}}
                """.formatted(wanted, ready, MANAGED, SPEC), GenericKubernetesResource.class);
    }

    static HorizontalPodAutoscaler hpa(int current, int desired, int percent) {
        return JSON.unmarshal("""
                {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "web", "uid": "uid-hpa",
                 "resourceVersion": "%1$d%2$d%3$d", %4$s},
                 "spec": {"minReplicas": 1, "maxReplicas": 500, "metrics": [{"type": "Resource", "resource": {"name": "cpu",
                  "target": {"type": "Utilization", "averageUtilization": 50}}}],
                  "behavior": {"scaleDown": {"stabilizationWindowSeconds": 60}}},
                 "status": {"currentReplicas": %1$d, "desiredReplicas": %2$d, "lastScaleTime": "2026-11-24T10:00:00Z",
                  "currentMetrics": [{"type": "Resource", "resource": {"name": "cpu", "current": {"averageUtilization": %3$d,
                   "averageValue": "%3$dm"}}}],
                  "conditions": [{"type": "ScalingActive", "status": "True", "reason": "ValidMetricFound", "message": "fine"}]}}
                """.formatted(current, desired, percent, MANAGED), HorizontalPodAutoscaler.class);
    }

    static Event event() {
        return JSON.unmarshal("""
                {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "web.1", "uid": "uid-event", %s},
                 "involvedObject": {"kind": "Pod", "name": "web-1", "uid": "uid-web-1", "namespace": "shop"},
                 "type": "Warning", "reason": "Failed", "message": "it failed", "count": 3,
                 "lastTimestamp": "2026-11-24T10:00:07Z", "source": {"component": "kubelet"}}
                """.formatted(MANAGED), Event.class);
    }
}
