package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.plan.DurationText;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What is loaded, and how long it may take to be ready for that. */
public final class LoadedTargetOptions extends TargetOptions {
    @Option(
            names = "--ready-within",
            paramLabel = "TIME",
            defaultValue = "6m",
            description = "How long to wait for pods and metrics before the load. Default: 6m.")
    private String readyWithin;

    /** How long to wait for pods and metrics. */
    public Duration readyWithin() {
        return DurationText.parse("--ready-within", readyWithin);
    }
}
