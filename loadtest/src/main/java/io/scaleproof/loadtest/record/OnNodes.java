package io.scaleproof.loadtest.record;

import java.util.List;
import java.util.stream.Stream;

/** Which nodes a run's pods were on, and at which of them requests failed. */
public final class OnNodes {
    private static final int AT_MOST = 20;

    private OnNodes() {}

    /** A line for each node, and one for the failures; none where there is but one node. */
    public static List<String> lines(RunRecord run) {
        Nodes nodes = new Nodes(run);
        if (!nodes.areSeveral()) {
            return List.of();
        }
        List<String> names = nodes.names();
        Stream<String> lines = Stream.concat(
                names.stream().limit(AT_MOST).map(nodes::words),
                names.size() > AT_MOST
                        ? Stream.of("and %d more, in the report".formatted(names.size() - AT_MOST))
                        : Stream.empty());
        return Stream.concat(lines, nodes.ofFailures().map("failed: "::concat).stream())
                .toList();
    }
}
