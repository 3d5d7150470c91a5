package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.contract.ContractFile;
import io.scaleproof.loadtest.record.Contract;
import io.scaleproof.loadtest.target.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What a run is held to. */
public final class ContractOptions {
    private static final List<String> OF_ONE_SURGE =
            List.of("firstScaleUpWithin", "backToMinimumWithin", "reversalsAtMost");

    private static final Set<String> NEED_OWN_LOAD =
            Set.of("failedRequestsAtMost", "failedRateAtMost", "p99AtCapacityWithin");

    @Option(
            names = "--contract",
            paramLabel = "FILE",
            description = "The limits to keep, one a line. Default: the project's own, shown by: print contract.")
    private Optional<Path> contract = Optional.empty();

    @Option(
            names = "--require",
            paramLabel = "CLAUSE=LIMIT",
            description = "Overrides one clause, as in --require capacityWithin=2m; off switches it off.")
    private Map<String, String> require = new LinkedHashMap<>();

    /**
     * The limits that a load is held to that is only watched. Of clauses that cannot be judged then, those that were asked for
     * by name are refused; the way back to the minimum is judged only where it was asked for, since traffic may never end.
     */
    public Contract ofWatching() throws IOException {
        Set<String> refused = new TreeSet<>(require.keySet());
        refused.retainAll(NEED_OWN_LOAD);
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException(
                    "--require %s cannot be judged by watching: nothing is sent, so no request is seen. Leave it out, or send the load with the verb prove"
                            .formatted(String.join(", ", refused)));
        }
        Map<String, String> all = new LinkedHashMap<>(require);
        if (contract.isEmpty()) {
            all.putIfAbsent("backToMinimumWithin", "off");
            all.putIfAbsent("metricsAgeAtMost", "60s");
        }
        return contract(all).ofWatching();
    }

    /**
     * The limits.
     *
     * @throws IllegalArgumentException naming every clause or limit that is wrong, and what is allowed
     */
    public Contract contract() throws IOException {
        return contract(require);
    }

    /**
     * The limits for traffic as it was, which has neither a single surge nor a single way back: what speaks of these is asked
     * only where {@code --require} or a contract of one's own does.
     *
     * @throws IllegalArgumentException as above
     */
    public Contract ofTraffic() throws IOException {
        Map<String, String> all = new LinkedHashMap<>(require);
        if (contract.isEmpty()) {
            OF_ONE_SURGE.forEach(clause -> all.putIfAbsent(clause, "off"));
        }
        return contract(all);
    }

    private Contract contract(Map<String, String> overrides) throws IOException {
        Optional<Path> file = contract.or(() -> Home.folder().map(home -> home.resolve("contract.yaml")));
        if (file.isEmpty()) {
            return ContractFile.builtIn(overrides);
        }
        if (!Files.isRegularFile(file.get())) {
            throw new IllegalArgumentException("There is no contract at %s. Give one with --contract FILE"
                    .formatted(file.get().toAbsolutePath()));
        }
        return ContractFile.read(file.get(), overrides);
    }
}
