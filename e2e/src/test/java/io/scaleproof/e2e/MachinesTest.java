package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The machines of a cluster's further nodes, without a cluster: on a host made of namespaces, by a script. */
@EnabledIf(value = "canMakeMachines", disabledReason = "makes namespaces, which takes root on Linux, with catatonit")
class MachinesTest {
    @TempDir
    private static Path folder;

    private static List<String> said;

    static boolean canMakeMachines() {
        return ForeignHostTest.canMakeNamespaces()
                && new Command(WorkingCopy.repository())
                                .run(Duration.ofSeconds(20), "command -v catatonit python3")
                                .status()
                        == 0;
    }

    @BeforeAll
    static void startKillAndReviveThem() {
        said = new Command(WorkingCopy.repository())
                .run(
                        Duration.ofMinutes(2),
                        "unshare --net --mount --pid --fork --mount-proc bash"
                                + " e2e/src/test/resources/io/scaleproof/e2e/machines.sh \"$PWD\" '" + folder + "'")
                .ok()
                .output()
                .lines()
                .toList();
    }

    @Test
    void reachEachOtherAndAreReachedByTheHostThatDockerLetsForwardNothing() {
        assertThat(said)
                .contains("host to 3: the web of node 3", "2 to 3: the web of node 3", "3 to 2: the web of node 2");
    }

    @Test
    void haveFoldersOfTheirOwnWhereProgramsWriteToFixedPlaces() {
        assertThat(said).contains("its own folder: of-node-2");
    }

    @Test
    void aDaemonThatIsKilledByItsPidIsGone() {
        assertThat(said).contains("its daemon killed: refused");
    }

    /** A kernel says for those it kills that they end; a machine without power says nothing. */
    @Test
    void aDeadOneGivesNoAnswerNotEvenThatThereIsNone() {
        assertThat(said)
                .contains(
                        "a connection that is kept, by dead 3: neither ended nor refused",
                        "host to dead 3: no answer within 3 s",
                        "2 to dead 3: no answer within 3 s");
    }

    @Test
    void comeBackAndInTheEndLeaveNothing() {
        assertThat(said).contains("back: the web of node 3", "left: ");
    }
}
