package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What the stand-in cluster cannot do is said before anything is started, with the remedy. */
@EnabledIfEnvironmentVariable(
        named = "SCALEPROOF_CLUSTER",
        matches = "standin",
        disabledReason = "asks for the stand-in's refusals, and the tests run on minikube")
class ClusterRefusalsE2E {
    @TempDir
    private Path state;

    @Test
    void upOnARunningClusterSaysSoAndChangesNothing() {
        assertThat(cluster("cluster/up").ok().output()).contains("already up");
    }

    @Test
    void aSecondClusterIsRefusedWhileOneHoldsThePort() {
        Command.Result refused =
                cluster("SCALEPROOF_STATE='" + state + "/second' cluster/up").ended(1);

        assertThat(refused.output()).contains("port 6443", "is taken", "CLUSTER=minikube");
        assertThat(state.resolve("second/scaleproof/run")).doesNotExist();
        cluster("cluster/status --quiet").ok();
    }

    @Test
    void aUserWithoutRootIsToldWhatNeedsItAndWhatDoesNot() throws Exception {
        // The clone of a user who is not root: the repository's own folder may be closed to others.
        Path copy = Files.createDirectory(state.resolve("copy"));
        cluster("cp -r cluster '" + copy + "' && chmod -R a+rX '" + state + "'").ok();

        Command.Result refused = cluster("setpriv --reuid 65534 --regid 65534 --clear-groups" + " env HOME='" + state
                        + "' SCALEPROOF_STATE=/nonexistent/scaleproof '" + copy + "/cluster/up'")
                .ended(1);

        assertThat(refused.output()).contains("needs root", "sudo", "minikube start", "make test-unit");
    }

    @Test
    void anUnknownArgumentIsNamedWithTheRightCommand() {
        assertThat(cluster("cluster/up --fast").ended(1).output()).contains("'--fast'", "cluster/up");
        assertThat(cluster("cluster/logs nothing").ended(1).output()).contains("'nothing'", "cluster/logs lists them");
    }

    /** What was not said may be as it is; what was said and is not so must not pass for done. */
    @Test
    void aClusterWithOtherOptionsIsNotPassedOffAsTheOneAskedFor() {
        int nodes = Integer.parseInt(cluster("kubectl get nodes --selector type!=kwok --output name | wc -l")
                .ok()
                .output()
                .strip());
        int others = nodes == 1 ? 3 : 1;

        assertThat(cluster("cluster/up --nodes " + nodes).ok().output())
                .contains("already up, with " + nodes + " node");
        assertThat(cluster("cluster/up --nodes " + others).ended(1).output())
                .contains(
                        "a cluster with other options is up: " + nodes + " node",
                        "cluster/down && cluster/up --nodes " + others);
        assertThat(cluster("cluster/up --hpa-sync 7s").ended(1).output())
                .contains("with other options", "cluster/down && cluster/up --hpa-sync 7s");
        cluster("cluster/status --quiet").ok();
    }

    @Test
    void theMachineItselfIsNotKilledNorANodeThatThereIsNot() {
        assertThat(cluster("cluster/kill-node 1").ended(1).output())
                .containsAnyOf("has one node", "node 1 is this machine");
        assertThat(cluster("cluster/kill-node 9").ended(1).output())
                .containsAnyOf("has one node", "NODE is '9'; allowed: a number from 2 to ");
        assertThat(cluster("cluster/kill-node 2 now").ended(1).output()).contains("was given 'now'", "--revive");
        cluster("cluster/status --quiet").ok();
    }

    @Test
    void theKubeconfigIsReadableByItsOwnerAlone() {
        assertThat(cluster("stat --format %a \"$KUBECONFIG\"").ok().output().strip())
                .isEqualTo("600");
        assertThat(cluster("kubectl config current-context").ok().output().strip())
                .isEqualTo("minikube");
    }

    private static Command.Result cluster(String line) {
        return new Command(WorkingCopy.repository()).run(Duration.ofMinutes(2), line);
    }
}
