package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host on which other things run, beside a cluster that starts and ends. It is a set of namespaces, and the traces are put
 * there by a script, so that a mistake harms nobody.
 */
@EnabledIf(value = "canMakeNamespaces", disabledReason = "makes namespaces, which takes root on Linux")
class ForeignHostTest {
    private static final String THERE = "theirs is there";

    @TempDir
    private Path folder;

    static boolean canMakeNamespaces() {
        return new Command(WorkingCopy.repository())
                        .run(
                                Duration.ofSeconds(20),
                                "unshare --net --mount --pid --fork --mount-proc true && command -v iptables sysctl ip")
                        .status()
                == 0;
    }

    @Test
    void afterTheClusterTheHostIsAsItWasBefore() {
        assertThat(on("quiet")).endsWith("as before");
    }

    @Test
    void soItIsWhereADockerDaemonRan() {
        assertThat(on("docker-was-there")).endsWith("as before");
    }

    @Test
    void whatAClusterOwnsThatCameSinceIsLeftToIt() {
        assertThat(on("kubernetes-came-since"))
                .contains("for another cluster came since", "left alone: /var/lib/kubelet")
                .endsWith(THERE);
    }

    @Test
    void nothingIsDeletedWhereSomethingIsMounted() {
        assertThat(on("mounted-in-it")).contains("in which is mounted").endsWith(THERE);
    }

    @Test
    void afterARebootWhatMayBeAnothersIsLeft() {
        assertThat(on("started-anew"))
                .contains("since the machine was started anew")
                .endsWith(THERE);
    }

    @Test
    void anotherClustersRulesAreSeenBeforeAnythingIsStarted() {
        assertThat(on("chains-of-another-cluster")).contains("another cluster's rules: KUBE-THEIRS", "$t-restore");
    }

    @Test
    void soIsAnotherClustersDaemon() {
        assertThat(on("another-cluster-runs")).contains("another Kubernetes runs here: k3s", "CLUSTER=minikube");
    }

    @Test
    void aNetworkWithinTheClustersIsSeenToo() {
        assertThat(on("overlapping-network")).contains("is taken here: 10.96.0.0/16: 10.96.3.0/24 dev foreign0");
    }

    @Test
    void aNetworkAroundItIsNot() {
        assertThat(on("wider-network")).isEqualTo("not refused");
    }

    @Test
    void noSecondDockerDaemonIsStarted() {
        assertThat(on("second-docker")).contains("a Docker daemon runs here", "export DOCKER_HOST");
    }

    private String on(String scenario) {
        return new Command(WorkingCopy.repository())
                .run(
                        Duration.ofMinutes(1),
                        "unshare --net --mount --pid --fork --mount-proc env -u DOCKER_HOST bash"
                                + " e2e/src/test/resources/io/scaleproof/e2e/foreign-host.sh \"$PWD\" '"
                                + folder.resolve("host") + "' " + scenario)
                .output()
                .strip();
    }
}
