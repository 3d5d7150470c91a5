package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A part of the main job's story, told where its stack stands and is at rest: it is watched while nothing happens to it. */
interface WatchE2E {
    Duration WATCHED_WITHIN = Duration.ofMinutes(2);

    /** The shell in the stack's working copy. */
    Command shell();

    /** Where the stack stands. */
    String namespace();

    @Test
    @Order(9)
    default void watchingWhatIsAtRestProvesNothingAndSaysSo() {
        Command.Result watched = watch("--for 20s").ended(2);

        assertThat(watched.output())
                .contains("nothing is sent", "the HPA never scaled", "UNKNOWN: no clause was broken")
                .doesNotContain("PASSED");
    }

    @Test
    @Order(9)
    default void theExitStatusOfALoadToolIsJudged() {
        Command.Result watched = watch("-- sh -c \"echo p99=88ms; exit 99\"").ended(1);

        assertThat(watched.output()).contains("p99=88ms", "required exit status 0", "actual 99");
    }

    private Command.Result watch(String arguments) {
        return shell().run(
                        WATCHED_WITHIN,
                        "mvn --quiet --batch-mode -pl loadtest exec:java -Dexec.args='watch --namespace %s --report target/watched %s'"
                                .formatted(namespace(), arguments));
    }
}
