package io.scaleproof.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The queries of a stack's dashboards, of which some have had no figures yet. */
final class Panels {
    private static final String DASHBOARDS = "infra/src/main/resources/io/scaleproof/infra/monitoring/dashboards";

    private final Set<String> silent;

    private Panels(Set<String> silent) {
        this.silent = silent;
    }

    /** As Grafana would ask them for the stack's namespace, with {@code window} for its rates. */
    static Panels of(Stack stack, String window) {
        Path folder = stack.copy().folder().resolve(DASHBOARDS);
        var queries = new LinkedHashSet<String>();
        for (String name : List.of("service.json", "autoscaler.json")) {
            StackCopy.parse(Command.read(folder.resolve(name)))
                    .get("panels")
                    .valueStream()
                    .flatMap(panel -> panel.get("targets").valueStream())
                    .map(target -> target.get("expr").asText())
                    .map(query -> query.replace("$__rate_interval", window).replace("$namespace", stack.namespace()))
                    .forEach(queries::add);
        }
        return new Panels(queries);
    }

    /** Asks those that have had no figures yet once more. */
    void ask(ForwardedPrometheus prometheus) throws IOException, InterruptedException {
        for (String query : List.copyOf(silent)) {
            if (!prometheus.figures(query).isEmpty()) {
                silent.remove(query);
            }
        }
    }

    /** Queries that have had no figures whenever they were asked. */
    List<String> silent() {
        return new ArrayList<>(silent);
    }
}
