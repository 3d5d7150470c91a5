package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.kubernetes.Progress.Hopeless;
import io.scaleproof.plugins.kubernetes.Progress.Ready;
import io.scaleproof.plugins.kubernetes.Progress.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ReadinessTest {
    private static final String DEPLOYMENT =
            "{'metadata':{'generation':2},'spec':{'replicas':3},'status':{'observedGeneration':%s}}";
    private static final String STARTED = """
            {'metadata':{'uid':'u','generation':1,'annotations':{'deployment.kubernetes.io/revision':'%s'}},
             'status':{'observedGeneration':1}}
            """;
    private static final JsonNode CRASHING = json("""
            {'metadata':{'name':'web-1'},'status':{'containerStatuses':[{'name':'web',
              'state':{'waiting':{'reason':'CrashLoopBackOff','message':'back-off 10s'}},
              'lastState':{'terminated':{'exitCode':1,'reason':'Error'}}}]}}
            """);
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    /** A cluster that has these objects and no others. */
    private record Objects(List<JsonNode> pods, List<JsonNode> slices, List<JsonNode> events)
            implements RelatedObjects {
        static Objects none() {
            return new Objects(List.of(), List.of(), List.of());
        }

        static Objects pod(JsonNode pod) {
            return new Objects(List.of(pod), List.of(), List.of());
        }

        static Objects slices(JsonNode... slices) {
            return new Objects(List.of(), List.of(slices), List.of());
        }

        @Override
        public List<JsonNode> pods(String namespace, String labelSelector) {
            return pods;
        }

        @Override
        public List<JsonNode> replicaSets(String namespace, String labelSelector) {
            return List.of(json("""
                            {'metadata':{'labels':{'pod-template-hash':'h'},'ownerReferences':[{'uid':'u'}],
                              'annotations':{'deployment.kubernetes.io/revision':'2'}}}
                            """));
        }

        @Override
        public List<JsonNode> endpointSlices(String namespace, String service) {
            return slices;
        }

        @Override
        public List<JsonNode> events(JsonNode object) {
            return events;
        }

        @Override
        public String lastLogLines(JsonNode pod, String container) {
            return "first line\nlast line";
        }
    }

    private static Progress of(String kind, String object, Objects objects) {
        int slash = kind.lastIndexOf('/');
        return Readiness.ofKind(kind.substring(0, slash), kind.substring(slash + 1))
                .orElseThrow()
                .of(json(object), objects);
    }

    private static Arguments waiting(String kind, String object, String what) {
        return Arguments.of(kind, object, new Waiting(what));
    }

    private static Arguments hopeless(String kind, String object, String why) {
        return Arguments.of(kind, object, new Hopeless(why));
    }

    private static Arguments ready(String kind, String object) {
        return Arguments.of(kind, object, new Ready());
    }

    private static String deployment(String status) {
        return DEPLOYMENT.formatted("2," + status);
    }

    static Stream<Arguments> deployments() {
        String kind = "apps/v1/Deployment";
        return Stream.of(
                waiting(kind, DEPLOYMENT.formatted("1"), "[the deployment controller has not seen it yet]"),
                waiting(kind, deployment("'replicas':3,'updatedReplicas':1"), "[1 of 3 pods are of the new version]"),
                waiting(
                        kind,
                        deployment("'replicas':4,'updatedReplicas':3"),
                        "[1 pods of the old version are still there]"),
                waiting(
                        kind,
                        deployment("'replicas':3,'updatedReplicas':3,'availableReplicas':2"),
                        "[2 of 3 pods are ready]"),
                ready(kind, deployment("'replicas':3,'updatedReplicas':3,'availableReplicas':3")),
                ready(kind, "{'spec':{'paused':true}}"),
                hopeless(
                        kind,
                        deployment("'conditions':[{'type':'Progressing','status':'False',"
                                + "'reason':'ProgressDeadlineExceeded','message':'timed out'}]"),
                        "ProgressDeadlineExceeded: timed out [0 of 3 pods are of the new version]"),
                hopeless(
                        kind,
                        deployment("'conditions':[{'type':'ReplicaFailure','status':'True',"
                                + "'reason':'FailedCreate','message':'exceeded quota'}]"),
                        "pods cannot be created: FailedCreate: exceeded quota"));
    }

    static Stream<Arguments> otherWorkloads() {
        return Stream.of(
                waiting(
                        "apps/v1/StatefulSet",
                        "{'spec':{'replicas':2},'status':{'readyReplicas':1}}",
                        "[1 of 2 pods are ready]"),
                ready(
                        "apps/v1/StatefulSet",
                        "{'spec':{'replicas':2},'status':{'readyReplicas':2,'updatedReplicas':2}}"),
                ready(
                        "apps/v1/StatefulSet",
                        "{'spec':{'replicas':2,'updateStrategy':{'rollingUpdate':{'partition':1}}},"
                                + "'status':{'readyReplicas':2,'updatedReplicas':1}}"),
                waiting(
                        "apps/v1/DaemonSet",
                        "{'status':{'desiredNumberScheduled':2,'updatedNumberScheduled':2,'numberAvailable':1}}",
                        "[1 of 2 nodes have a ready pod]"),
                ready(
                        "apps/v1/DaemonSet",
                        "{'status':{'desiredNumberScheduled':2,'updatedNumberScheduled':2,'numberAvailable':2}}"),
                waiting("v1/Pod", "{'status':{'phase':'Pending'}}", "[the pod is Pending and not ready]"),
                ready("v1/Pod", "{'status':{'phase':'Succeeded'}}"),
                hopeless(
                        "batch/v1/Job",
                        "{'status':{'conditions':[{'type':'Failed','status':'True',"
                                + "'reason':'BackoffLimitExceeded','message':'m'}]}}",
                        "the job failed: BackoffLimitExceeded: m"),
                waiting("batch/v1/Job", "{'status':{'active':1,'failed':2}}", "[1 pods active, 0 succeeded, 2 failed]"),
                ready("batch/v1/Job", "{'status':{'conditions':[{'type':'Complete','status':'True'}]}}"));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                waiting("v1/Namespace", "{'status':{'phase':'Terminating'}}", "[the namespace is Terminating]"),
                ready("v1/Namespace", "{'status':{'phase':'Active'}}"),
                waiting(
                        "networking.k8s.io/v1/Ingress",
                        "{}",
                        "[no ingress controller has given it an address yet; if none will, annotate it with "
                                + "pulumi.com/skipAwait: \"true\"]"),
                ready("networking.k8s.io/v1/Ingress", "{'status':{'loadBalancer':{'ingress':[{'ip':'10.0.0.1'}]}}}"),
                waiting(
                        "v1/Service",
                        "{'spec':{'selector':{'app':'web'}}}",
                        "[no ready pod has the labels that it selects: {\"app\":\"web\"}]"),
                waiting(
                        "v1/Service",
                        "{'spec':{'type':'LoadBalancer','selector':{'app':'web'}}}",
                        "[no load balancer has given it an address yet]"),
                ready("v1/Service", "{'spec':{'type':'ExternalName'}}"),
                ready("v1/Service", "{'spec':{'clusterIP':'None','selector':{'app':'web'}}}"),
                ready("v1/Service", "{'spec':{}}"),
                waiting("apiextensions.k8s.io/v1/CustomResourceDefinition", "{}", "[not established yet]"),
                ready(
                        "apiextensions.k8s.io/v1/CustomResourceDefinition",
                        "{'status':{'conditions':[{'type':'Established','status':'True'}]}}"));
    }

    @ParameterizedTest
    @MethodSource({"deployments", "otherWorkloads", "others"})
    void isToldFromTheObject(String kind, String object, Progress expected) {
        assertThat(of(kind, object, Objects.none())).isEqualTo(expected);
    }

    @Test
    void aServiceIsReadyWithItsFirstReadyEndpoint() {
        String service = "{'spec':{'selector':{'a':'b'}}}";
        JsonNode unready = json("{'endpoints':[{'conditions':{'ready':false}}]}");
        JsonNode ready = json("{'endpoints':[{'conditions':{'ready':false}},{'conditions':{'ready':true}}]}");

        assertThat(of("v1/Service", service, Objects.slices(unready))).isInstanceOf(Waiting.class);
        assertThat(of("v1/Service", service, Objects.slices(unready, ready))).isEqualTo(new Ready());
    }

    @Test
    void aCrashIsToldWithTheLastLogLines() {
        assertThat(of("apps/v1/Deployment", STARTED.formatted("2"), Objects.pod(CRASHING)))
                .isEqualTo(
                        new Hopeless("pod web-1: container web: CrashLoopBackOff: back-off 10s (Error, exit code 1); "
                                + "its last log lines:\n    first line\n    last line"));
    }

    @Test
    void troubleOfAnOldRevisionIsNoneOfTheNewOne() {
        assertThat(of("apps/v1/Deployment", STARTED.formatted("3"), Objects.pod(CRASHING)))
                .isInstanceOf(Waiting.class);
    }

    private static Stream<String> unschedulable(String since, List<JsonNode> events) {
        JsonNode pod = json("""
                {'metadata':{'name':'web-1'},'status':{'conditions':[{'type':'PodScheduled','status':'False',
                  'reason':'Unschedulable','message':'0/1 nodes are available','lastTransitionTime':'%s'}]}}
                """.formatted(since));
        Objects objects = new Objects(List.of(), List.of(), events);
        return new PodTrouble(objects, Clock.fixed(NOW, ZoneOffset.UTC)).of(pod).stream();
    }

    @Test
    void aPodWithoutRoomIsTroubleOnceItStaysSo() {
        assertThat(unschedulable("2026-11-24T09:59:51Z", List.of())).isEmpty();
        assertThat(unschedulable("2026-11-24T09:59:50Z", List.of()))
                .containsExactly("pod web-1: Unschedulable: 0/1 nodes are available");
    }

    @Test
    void aPodThatANodeIsComingForIsNoTrouble() {
        assertThat(unschedulable("2026-11-24T09:50:00Z", List.of(json("{'reason':'TriggeredScaleUp'}"))))
                .isEmpty();
    }
}
