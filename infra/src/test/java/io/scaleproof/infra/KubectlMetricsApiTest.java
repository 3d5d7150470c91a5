package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.infra.MetricsApi.Available;
import io.scaleproof.infra.MetricsApi.Hopeless;
import io.scaleproof.infra.MetricsApi.Starting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kubectl that answers for each kind what a file says: a metrics-server whose pod is about to be made. */
class KubectlMetricsApiTest {
    private static final String WHY = "MissingEndpoints: no addresses";

    @TempDir
    private Path folder;

    @BeforeEach
    void aMetricsServerThatIsStarting() throws IOException {
        Path program = Files.writeString(folder.resolve("kubectl"), """
                #!/bin/bash
                cd %s
                echo "$@" >> calls
                for kind in apiservice service deployments pods; do
                  [[ " $* " == *" get $kind"[\\ .]* ]] || continue
                  cat $kind
                  grep -q '^Error' $kind && exit 1
                  exit 0
                done
                """.formatted(folder));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        answers("apiservice", """
                {"spec": {"service": {"namespace": "kube-system", "name": "m-s"}},
                 "status": {"conditions": [
                  {"type": "Available", "status": "False", "reason": "MissingEndpoints", "message": "no addresses"}]}}""");
        answers("service", """
                {"spec": {"selector": {"k8s-app": "m-s"}}}""");
        deployment("1", "");
        pods();
    }

    @Test
    void startsWhereADeploymentIsAboutToMakeAPod() throws IOException {
        assertThat(look()).isEqualTo(new Starting(WHY));
        assertThat(Files.readString(folder.resolve("calls"))).isEqualTo("""
                --request-timeout=10s get apiservice v1beta1.metrics.k8s.io --output=json
                --request-timeout=10s --namespace=kube-system get service m-s --output=json
                --request-timeout=10s --namespace=kube-system get deployments.apps --output=json
                --request-timeout=10s --namespace=kube-system get pods --selector=k8s-app=m-s --output=json
                """);
    }

    @Test
    void isAvailableWhenItSaysSo() throws IOException {
        answers("apiservice", """
                {"status": {"conditions": [{"type": "Available", "status": "True"}]}}""");

        assertThat(look()).isEqualTo(new Available());
    }

    @Test
    void startsWhileAPodDoes() throws IOException {
        pods(waiting("ContainerCreating"));

        assertThat(look()).isEqualTo(new Starting(WHY));
    }

    @Test
    void aFirstFailureToPullOrACrashMayPass() throws IOException {
        pods(waiting("ErrImagePull"));
        assertThat(look()).isEqualTo(new Starting(WHY));

        pods(waiting("CrashLoopBackOff"));
        assertThat(look()).isEqualTo(new Starting(WHY));
    }

    @Test
    void isHopelessWithoutSuchAnApi() throws IOException {
        answers("apiservice", "Error from server (NotFound): apiservices \"v1beta1.metrics.k8s.io\" not found");

        assertThat(hopeless())
                .isEqualTo("there is no such apiservice: Error from server (NotFound): apiservices"
                        + " \"v1beta1.metrics.k8s.io\" not found");
    }

    @Test
    void isHopelessWithoutItsService() throws IOException {
        answers("service", "Error from server (NotFound): services \"m-s\" not found");

        assertThat(hopeless()).startsWith("there is no such service: ");
    }

    @Test
    void isHopelessWithZeroReplicas() throws IOException {
        deployment("0", "");
        assertThat(hopeless()).isEqualTo(WHY + "; the Deployment metrics-server has 0 replicas");

        pods("{\"metadata\": {\"name\": \"leaving\", \"deletionTimestamp\": \"2026-01-01T00:00:00Z\"}}");
        assertThat(hopeless()).isEqualTo(WHY + "; the Deployment metrics-server has 0 replicas");
    }

    @Test
    void isHopelessWhereNothingMakesAPod() throws IOException {
        answers("deployments", """
                {"items": [{"metadata": {"name": "coredns"},
                  "spec": {"replicas": 2, "template": {"metadata": {"labels": {"k8s-app": "kube-dns"}}}}}]}""");

        assertThat(hopeless()).isEqualTo(WHY + "; its Service leads to no pod and no Deployment makes one");
    }

    @Test
    void isHopelessWhereTheImageCannotBePulled() throws IOException {
        pods(waiting("ImagePullBackOff"));

        assertThat(hopeless()).isEqualTo(WHY + "; pod m-s-1: ImagePullBackOff: as it is");
    }

    @Test
    void aGoodPodBesideABrokenOneIsAHope() throws IOException {
        pods(waiting("ImagePullBackOff"), waiting("ContainerCreating"));

        assertThat(look()).isEqualTo(new Starting(WHY));
    }

    @Test
    void isHopelessWhereTheDeploymentGaveUp() throws IOException {
        pods(waiting("ContainerCreating"));
        deployment("1", """
                {"type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded", "message": "timed out"}""");

        assertThat(hopeless()).isEqualTo(WHY + "; the Deployment metrics-server: timed out");
    }

    @Test
    void whoMayNotLookBehindItWaitsAllTheSame() throws IOException {
        answers("deployments", "Error from server (Forbidden): deployments.apps is forbidden");
        assertThat(look()).isEqualTo(new Starting(WHY));

        answers("service", "Error from server (Forbidden): services \"m-s\" is forbidden");
        assertThat(look()).isEqualTo(new Starting("Error from server (Forbidden): services \"m-s\" is forbidden"));
    }

    @Test
    void anAnswerThatIsNoObjectIsWaitedOut() throws IOException {
        answers("apiservice", "Unable to connect, maybe");

        assertThat(look()).isInstanceOf(Starting.class);
    }

    @Test
    void withoutKubectlNothingIsWaitedFor() {
        var none = new Kubectl(folder.resolve("none").toString(), Optional.empty(), Optional.empty());

        assertThat(new KubectlMetricsApi(none).look())
                .isInstanceOfSatisfying(
                        Hopeless.class,
                        state -> assertThat(state.why())
                                .startsWith("kubectl could not be started, so it was not waited for: "));
    }

    private MetricsApi.State look() {
        var kubectl = new Kubectl(folder.resolve("kubectl").toString(), Optional.empty(), Optional.empty());
        return new KubectlMetricsApi(kubectl).look();
    }

    private String hopeless() {
        var state = look();
        assertThat(state).isInstanceOf(Hopeless.class);
        return ((Hopeless) state).why();
    }

    private void deployment(String replicas, String condition) throws IOException {
        answers("deployments", """
                {"items": [{"metadata": {"name": "metrics-server"},
                  "spec": {"replicas": %s, "template": {"metadata": {"labels": {"k8s-app": "m-s", "a": "b"}}}},
                  "status": {"conditions": [%s]}}]}""".formatted(replicas, condition));
    }

    private void pods(String... items) throws IOException {
        answers("pods", "{\"items\": [%s]}".formatted(String.join(",", items)));
    }

    private static String waiting(String reason) {
        return """
                {"metadata": {"name": "m-s-1"}, "status": {"containerStatuses": [
                  {"state": {"waiting": {"reason": "%s", "message": "as it is"}}}]}}""".formatted(reason);
    }

    private void answers(String kind, String text) throws IOException {
        Files.writeString(folder.resolve(kind), text);
    }
}
