package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** action.yml's own lines, run as a workflow runs them; the jar is the one that they build. */
class ActionE2E {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static WorkingCopy copy;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() throws IOException {
        copy = WorkingCopy.make();
        new Command(copy.folder())
                .with("GITHUB_ACTION_PATH", copy.folder().toString())
                .run(LIMIT, script("Build Scaleproof"))
                .ok();
    }

    @Test
    void runsTheVerbAndKeepsQuotedWordsTogether() throws IOException {
        Files.writeString(folder.resolve("my contract.yaml"), "reversalsAtMost: 0");

        Command.Result run =
                run("simulate", "--contract '" + folder.resolve("my contract.yaml") + "' --set maxReplicas=8");

        assertThat(run.ok().output()).contains("PASSED");
        assertThat(folder.resolve("report/report.html")).isNotEmptyFile();
    }

    @Test
    void failsAsTheVerdictDoes() {
        run("simulate", "--set scaleDownWindowSeconds=300").ended(1);
    }

    @Test
    void expandsAndRunsNothingOfItsInput() {
        Command.Result run = run("simulate", "--set '$(touch %1$s/pwned)' --set `touch %1$s/pwned`".formatted(folder));

        run.ended(2);
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    private Command.Result run(String verb, String arguments) {
        return new Command(folder)
                .with("GITHUB_ACTION_PATH", copy.folder().toString())
                .with("VERB", verb)
                .with("ARGS", arguments)
                .with("REPORT", folder.resolve("report").toString())
                .run(LIMIT, script("Run Scaleproof"));
    }

    private static String script(String step) {
        try {
            JsonNode action = new YAMLMapper()
                    .readTree(WorkingCopy.repository().resolve("action.yml").toFile());
            return action.at("/runs/steps")
                    .valueStream()
                    .filter(each -> each.path("name").asText().equals(step))
                    .map(each -> each.get("run").asText())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError("action.yml could not be read", e);
        }
    }
}
