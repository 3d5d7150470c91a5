package io.scaleproof.loadtest.options;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Who sends the load. */
public final class WorkerOptions {
    private static final int AT_MOST = 100;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = {
                "Has the load sent by so many pods beside the target, each its share, and added up exactly. The Service needs no"
                        + " address outside the cluster. Default: this process sends it."
            })
    private Optional<Integer> workers = Optional.empty();

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description =
                    "What these pods run, of this version. Default: scaleproof:VERSION, with the version of this program.")
    private Optional<String> image = Optional.empty();

    /**
     * How many pods send the load; empty for none.
     *
     * @param way how the load gets there
     */
    public Optional<Integer> workers(WayOptions way) {
        if (workers.isEmpty() && image.isPresent()) {
            throw new IllegalArgumentException("--image says what workers run: give their number, too: --workers 2");
        }
        if (workers.isPresent() && (workers.get() < 1 || workers.get() > AT_MOST)) {
            throw new IllegalArgumentException(
                    "--workers is '%d'; it may be 1 to %d".formatted(workers.get(), AT_MOST));
        }
        if (workers.isPresent() && way.portForward()) {
            throw new IllegalArgumentException(
                    "--workers and --port-forward contradict each other: workers are in the cluster already. Leave one out");
        }
        return workers;
    }

    /**
     * What the pods run.
     *
     * @param version of this program
     */
    public String image(String version) {
        return image.orElse("scaleproof:" + version);
    }
}
