package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code cluster/up} and {@code cluster/kill-node} can be told, where no cluster is: refusals come before anything else. */
class ClusterOptionsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "-1", "two", "3.5", "''", "03"})
    void aNumberOfNodesThatIsNotAllowedIsRefused(String nodes) {
        assertThat(type("cluster/up --nodes " + nodes).ended(1).output())
                .contains("--nodes is '" + nodes.replace("''", "") + "'", "from 1 to 5", "cluster/up --nodes 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "301s", "5", "1m", "-5s", "0.5s", "''"})
    void aSyncPeriodThatIsNotAllowedIsRefused(String period) {
        assertThat(type("cluster/up --hpa-sync " + period).ended(1).output())
                .contains("--hpa-sync is '" + period.replace("''", "") + "'", "1s to 300s", "cluster/up --hpa-sync 5s");
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertThat(type("cluster/up --nodes").ended(1).output()).contains("--nodes is ''");
        assertThat(type("cluster/up --hpa-sync").ended(1).output()).contains("--hpa-sync is ''");
        assertThat(type("cluster/up --nodes 3 --fast").ended(1).output()).contains("'--fast'", "cluster/up --help");
    }

    @Test
    void withoutAClusterNoNodeIsKilled() {
        assertThat(type("cluster/kill-node 2").ended(1).output()).contains("is not up", "cluster/up --nodes 3");
        assertThat(type("cluster/kill-node").ended(1).output()).contains("the number of a node");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, scaleproof 10.244.0.1 10.244.0.0/24 kubelet, 10.244.0.0/24",
        "3, 3, scaleproof-3 10.244.2.1 10.244.2.0/24 kubelet-3, 10.244.0.0/16"
    })
    void aNodeHasNamesAndAddressesOfItsOwn(int nodes, int node, String own, String all) {
        String told = library(
                nodes,
                "printf '%%s %%s %%s %%s, ' $(node_name %1$d) $(node_address %1$d) $(node_subnet %1$d) $(node_daemon %1$d kubelet); cluster_subnet"
                        .formatted(node));

        assertThat(told).isEqualTo(own + ", " + all);
    }

    /** A node that was killed on purpose makes no cluster that is down. */
    @Test
    void aDeadNodesDaemonsAreNotMissed() {
        String daemons = "printf '%s ' \"${COMPONENTS[@]}\"";

        assertThat(library(3, daemons))
                .endsWith("kube-proxy containerd-2 kubelet-2 kube-proxy-2 containerd-3 kubelet-3 kube-proxy-3");
        assertThat(type(knowing(3) + "touch \"$RUN/dead-2\"; . cluster/lib/process.sh; " + daemons)
                        .ok()
                        .output())
                .contains("kubelet-3")
                .doesNotContain("kubelet-2");
    }

    @ParameterizedTest
    @CsvSource({
        "'', already up",
        "--nodes 3, already up",
        "--nodes 3 --hpa-sync 5s, already up",
        "--hpa-sync 5s, already up",
        "--nodes 1, with other options",
        "--hpa-sync 15s, with other options",
        "--nodes 3 --hpa-sync 6s, with other options"
    })
    void whatIsSaidAndIsNotSoIsRefused(String said, String answer) {
        String line = knowing(3) + "printf '5s\\n' >\"$RUN/hpa-sync\"; . cluster/lib/options.sh; read_options " + said
                + "; already_up";

        assertThat(type(line).output()).contains(answer, "3 nodes and an HPA that looks every 5s");
    }

    private String library(int nodes, String line) {
        return type(knowing(nodes) + ". cluster/lib/process.sh; " + line)
                .ok()
                .output()
                .strip();
    }

    /** A start of a cluster of so many nodes, as its libraries find it. */
    private static String knowing(int nodes) {
        return "set -euo pipefail; . cluster/lib/common.sh; mkdir -p \"$RUN\"; rm -f \"$RUN\"/dead-*; printf '%d\\n' >\"$RUN/nodes\"; "
                .formatted(nodes);
    }

    private Command.Result type(String line) {
        return new Command(WorkingCopy.repository())
                .with("SCALEPROOF_STATE", folder.toString())
                .run(Duration.ofMinutes(1), line);
    }
}
