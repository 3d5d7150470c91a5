package io.scaleproof.loadtest.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.ForeignLoad;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class LoadCommandTest {
    private static final Duration NOW = Duration.ofSeconds(30);

    private final ConcurrentLinkedQueue<String> printed = new ConcurrentLinkedQueue<>();

    @Test
    void itsOutputIsPassedOnAndItsExitStatusAndLatenciesAreKept() throws Exception {
        ForeignLoad load = run("echo hello; echo 'p(99)=88ms'; echo oops >&2; exit 99");

        assertThat(load.exitCode()).contains(99);
        assertThat(load.said()).containsExactly("p(99)=88ms");
        assertThat(printed).contains("hello", "p(99)=88ms", "oops");
    }

    @Test
    void itIsOverOnlyWhenTheTimeToSettleIsOver() throws Exception {
        try (LoadCommand command = LoadCommand.start(List.of("true"), Duration.ofSeconds(60), printed::add)) {
            await().until(() -> ended(command));
            assertThat(command.isOver(NOW)).isFalse();
            assertThat(command.isOver(NOW.plusSeconds(59))).isFalse();
            assertThat(command.isOver(NOW.plusSeconds(60))).isTrue();
        }
    }

    @Test
    void whatStillRunsIsEndedAndHasNoExitStatus() throws Exception {
        LoadCommand command = LoadCommand.start(List.of("sleep", "600"), Duration.ZERO, printed::add);
        assertThat(command.isOver(NOW)).isFalse();
        assertThat(command.load().exitCode()).isEmpty();

        command.close();

        assertThat(command.isOver(NOW)).isTrue();
    }

    @Test
    void aCommandThatIsNotThereIsRefusedWithHowToGiveIt() {
        assertThatThrownBy(() -> LoadCommand.start(List.of("no-such-tool"), Duration.ZERO, printed::add))
                .isInstanceOfSatisfying(CouldNotRun.class, e -> {
                    assertThat(e).hasMessageContaining("The command 'no-such-tool' cannot be started");
                    assertThat(e.remedy()).contains("watch -- k6 run script.js");
                });
    }

    @Test
    void whatIsShownOfItHoldsNoSecrets() {
        assertThat(LoadCommand.publicName(List.of("k6", "run", "script.js"))).isEqualTo("k6 run script.js");
        assertThat(LoadCommand.publicName(List.of("hey", "-H", "Authorization: Bearer s3cret", "http://web")))
                .isEqualTo("hey");
        assertThat(LoadCommand.publicName(List.of("wrk", "http://me:s3cret@web/?key=s3cret")))
                .isEqualTo("wrk http://web/?...");
    }

    private ForeignLoad run(String script) throws Exception {
        try (LoadCommand command = LoadCommand.start(List.of("sh", "-c", script), Duration.ZERO, printed::add)) {
            await().until(() -> command.isOver(NOW));
            return command.load();
        }
    }

    private static boolean ended(LoadCommand command) {
        return !command.load().exitCode().equals(Optional.empty());
    }
}
