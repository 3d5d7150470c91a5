package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.plan.DurationText;
import io.scaleproof.loadtest.record.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a contract from YAML: one key per clause. A clause that is left out is not judged. */
public final class ContractFile {
    /** Every key a contract may have, in the order verdicts are shown. */
    public static final List<String> KEYS = List.of(
            "firstScaleUpWithin",
            "capacityWithin",
            "failedRequestsAtMost",
            "failedRateAtMost",
            "p99AtCapacityWithin",
            "overshootAtMost",
            "backToMinimumWithin",
            "reversalsAtMost",
            "noScaleUpWithoutLoad",
            "metricsAgeAtMost");

    private ContractFile() {}

    /**
     * Reads a contract.
     *
     * @param overrides clauses that stand above the file's, as text
     * @throws IllegalArgumentException naming every key or value that is wrong, and what is allowed
     */
    public static Contract read(Path file, Map<String, String> overrides) throws IOException {
        return parse(Files.readString(file), file.toString(), overrides);
    }

    /** The project's own contract, which a build of this program carries along. */
    public static Contract builtIn(Map<String, String> overrides) throws IOException {
        return parse(builtInText(), "the built-in contract", overrides);
    }

    private static String builtInText() throws IOException {
        try (InputStream text = ContractFile.class.getResourceAsStream("contract.yaml")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Contract parse(String yaml, String source, Map<String, String> overrides) {
        Map<String, Object> clauses = new LinkedHashMap<>();
        try {
            YAMLMapper mapper = new YAMLMapper();
            JsonNode read = mapper.readTree(yaml);
            // A file with nothing but comments is a contract without clauses.
            if (!read.isMissingNode() && !read.isNull()) {
                clauses.putAll(mapper.convertValue(read, new TypeReference<Map<String, Object>>() {}));
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("%s is not a contract: %s".formatted(source, e.getOriginalMessage()), e);
        }
        requireKnown(clauses.keySet(), source);
        requireKnown(overrides.keySet(), "--require");
        clauses.putAll(overrides);
        requireAny(clauses, source);
        return new Contract(
                duration(clauses, "firstScaleUpWithin"),
                duration(clauses, "capacityWithin"),
                number(clauses, "failedRequestsAtMost").map(BigDecimal::longValue),
                number(clauses, "failedRateAtMost").map(BigDecimal::doubleValue),
                duration(clauses, "p99AtCapacityWithin"),
                number(clauses, "overshootAtMost").map(BigDecimal::intValue),
                duration(clauses, "backToMinimumWithin"),
                number(clauses, "reversalsAtMost").map(BigDecimal::intValue),
                truth(clauses, "noScaleUpWithoutLoad"),
                duration(clauses, "metricsAgeAtMost"));
    }

    /** A run that is held to nothing would pass whatever happened. */
    private static void requireAny(Map<String, Object> clauses, String source) {
        boolean none = clauses.entrySet().stream()
                .allMatch(clause -> clause.getValue() == null
                        || String.valueOf(clause.getValue()).equals("off")
                        || (clause.getKey().equals("noScaleUpWithoutLoad")
                                && String.valueOf(clause.getValue()).equals("false")));
        if (none) {
            throw new IllegalArgumentException(
                    "%s and --require leave no clause, so that nothing would be judged. Give at least one, as in --require capacityWithin=90s"
                            .formatted(source));
        }
    }

    private static void requireKnown(Set<String> clauses, String source) {
        TreeSet<String> unknown = new TreeSet<>(clauses);
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has unknown clauses %s; known are %s".formatted(source, unknown, KEYS));
        }
    }

    private static Optional<Duration> duration(Map<String, Object> clauses, String key) {
        return text(clauses, key).map(text -> DurationText.parse(key, text));
    }

    private static Optional<BigDecimal> number(Map<String, Object> clauses, String key) {
        return text(clauses, key).map(text -> {
            try {
                BigDecimal number = new BigDecimal(text);
                if (number.signum() >= 0) {
                    return number;
                }
                throw new NumberFormatException("negative");
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("%s is '%s'. It is a number from 0 up".formatted(key, text), e);
            }
        });
    }

    private static boolean truth(Map<String, Object> clauses, String key) {
        String text = text(clauses, key).orElse("false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("%s is '%s'. It is true or false".formatted(key, text));
        };
    }

    /** {@code off} switches a clause off, as leaving it out does. */
    private static Optional<String> text(Map<String, Object> clauses, String key) {
        return Optional.ofNullable(clauses.get(key)).map(String::valueOf).filter(text -> !text.equals("off"));
    }
}
