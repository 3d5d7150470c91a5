package io.scaleproof.loadtest.options;

import io.scaleproof.loadtest.contract.ContractFile;
import io.scaleproof.loadtest.record.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a run is held to. */
public final class ContractOptions {
    @Option(
            names = "--contract",
            paramLabel = "FILE",
            description = "The limits to keep, one a line. Default: the project's own, which the verb contract prints.")
    private Optional<Path> contract = Optional.empty();

    @Option(
            names = "--require",
            paramLabel = "CLAUSE=LIMIT",
            description = "Overrides one clause, as in --require capacityWithin=2m; off switches it off.")
    private Map<String, String> require = new LinkedHashMap<>();

    /**
     * The limits.
     *
     * @throws IllegalArgumentException naming every clause or limit that is wrong, and what is allowed
     */
    public Contract contract() throws IOException {
        Optional<Path> file = contract.or(() -> Home.folder().map(home -> home.resolve("contract.yaml")));
        if (file.isEmpty()) {
            return ContractFile.builtIn(require);
        }
        if (!Files.isRegularFile(file.get())) {
            throw new IllegalArgumentException("There is no contract at %s. Give one with --contract FILE"
                    .formatted(file.get().toAbsolutePath()));
        }
        return ContractFile.read(file.get(), require);
    }
}
