package io.scaleproof.loadtest;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.report.GitHubStep;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The step of a GitHub workflow that this runs in, if it does. The verdict stands, whatever becomes of the step's summary. */
final class Step {
    private final Optional<GitHubStep> github;

    private Step(Optional<GitHubStep> github) {
        this.github = github;
    }

    /** For what proves nothing, and should not look as if it did: predictions. */
    static Step none() {
        return new Step(Optional.empty());
    }

    static Step of(Map<String, String> environment) {
        return new Step(GitHubStep.of(environment));
    }

    /** @param print prints what GitHub reads of the step's output */
    void tell(RunRecord run, Consumer<String> print) {
        tell(step -> step.tell(run), print);
    }

    void tell(CouldNotRun why, Consumer<String> print) {
        tell(step -> step.tell(why), print);
    }

    private interface Telling {
        List<String> to(GitHubStep step) throws IOException;
    }

    private void tell(Telling telling, Consumer<String> print) {
        github.ifPresent(step -> {
            try {
                telling.to(step).forEach(print);
            } catch (IOException e) {
                print.accept("The step's summary could not be written: " + e);
            }
        });
    }
}
