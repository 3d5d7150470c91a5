package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/recording makes of a live view, which is drawn here as a run draws it. */
class RecordingTest {
    private static final String ANEW = "\u001b[7A\u001b[J";
    private static final String CTRL_C = "  Ctrl-C stops the load and writes the report of what was seen\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void draw() throws IOException {
        assumeTrue(new Command(folder)
                        .run(Duration.ofMinutes(1), "command -v script")
                        .status()
                == 0);
        Files.writeString(
                folder.resolve("drawn"),
                "HPA web in namespace shop\n\u001b[?25l" + screen("[surge] > quiet", 1) + ANEW
                        + screen("[surge] > quiet", 2) + ANEW + "rate 9.7 -> 9.4/s\n" + screen("[surge] > quiet", 3)
                        + ANEW + screen("surge > [quiet]", 4) + "\u001b[?25h\n  passed  pods ready\n");
    }

    private static String screen(String stages, int second) {
        return "\n  surge: A load   0:0%d\n  %s\n\n  pods  1 of 6  ▁▁█\n\n%s".formatted(second, stages, CTRL_C);
    }

    @Test
    void theLastScreenOfEachStageIsKeptWithoutControlCodes() throws IOException {
        record("").ok();

        assertThat(written()).isEqualTo(shown("[surge] > quiet", 3) + "\n\n" + shown("surge > [quiet]", 4) + "\n");
    }

    @Test
    void orOfTheStagesThatAreAskedFor() throws IOException {
        record("quiet").ok();

        assertThat(written()).isEqualTo(shown("surge > [quiet]", 4) + "\n");
    }

    @Test
    void oneThatWasNotDrawnIsNamedBesideThoseThatWere() {
        assertThat(record("sustain").ended(2).output())
                .contains("no screen of stage 'sustain' was drawn; drawn were those of: surge, quiet");
    }

    private Command.Result record(String stages) {
        return new Command(WorkingCopy.repository())
                .run(
                        Duration.ofMinutes(2),
                        "RUN='cat %s/drawn' scripts/recording %s/live.txt %s".formatted(folder, folder, stages));
    }

    private String written() throws IOException {
        return Files.readString(folder.resolve("live.txt"));
    }

    private static String shown(String stages, int second) {
        return screen(stages, second).substring(1).stripTrailing();
    }
}
