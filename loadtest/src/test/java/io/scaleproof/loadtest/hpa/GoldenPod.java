package io.scaleproof.loadtest.hpa;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pod, and what Kubernetes' own controller took it to request and to use of CPU, as golden_pods.go wrote it. */
public record GoldenPod(String name, JsonNode spec, List<Usage> usages, List<Taken> taken) {

    /** All cases, read once. */
    public static final List<GoldenPod> ALL = read("golden-pods.jsonl.gz", GoldenPod.class);

    /** What the metrics API says of one container; without nanocores, nothing. */
    public record Usage(String name, Long nanocores) {}

    /** What an HPA takes that looks at one container, or at the pod if the container is empty. Thousandths of a core. */
    public record Taken(String container, Long request, String error, Long usage) {

        public Optional<String> only() {
            return Optional.of(container).filter(name -> !name.isEmpty());
        }
    }

    /** Whether there is a metric of each container that the metrics API tells of. */
    public boolean isMeasured() {
        return !usages.isEmpty() && usages.stream().allMatch(usage -> usage.nanocores() != null);
    }

    static <T> List<T> read(String resource, Class<T> type) {
        var json = new JsonMapper();
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(GoldenPod.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> json.readValue(line, type)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
