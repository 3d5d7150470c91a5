package io.scaleproof.infra.monitoring;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.scaleproof.infra.Kubectl;
import io.scaleproof.infra.Labels;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The custom metrics API as kubectl reads it: what it has are no objects, so that Pulumi's provider cannot.
 *
 * @param patience how long a metric may be missing: until pods are found, scraped twice, and listed by the adapter
 * @param pause between two questions
 */
public record KubectlMetrics(Kubectl kubectl, Duration patience, Duration pause) implements CustomMetrics {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** With the patience that a new adapter needs. */
    public static CustomMetrics of(Kubectl kubectl) {
        return new KubectlMetrics(kubectl, PATIENCE, PAUSE);
    }

    @Override
    public Optional<String> missing(String namespace, String metric) {
        String path = "/apis/custom.metrics.k8s.io/v1beta1/namespaces/%s/pods/*/%s?labelSelector=%s"
                .formatted(namespace, metric, "app.kubernetes.io%2Fname%3D" + Labels.NAME);
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            Optional<String> problem = ask(path);
            while (problem.isPresent() && System.nanoTime() < deadline) {
                Thread.sleep(pause);
                problem = ask(path);
            }
            return problem;
        } catch (IOException e) {
            return Optional.of("kubectl could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private Optional<String> ask(String path) throws IOException, InterruptedException {
        Kubectl.Answer answer = kubectl.ask("get", "--raw", path);
        return answer.succeeded() ? problemOf(answer.text()) : Optional.of(answer.text());
    }

    private static Optional<String> problemOf(String answer) {
        try {
            boolean none = JsonParser.parseString(answer)
                    .getAsJsonObject()
                    .getAsJsonArray("items")
                    .isEmpty();
            return none ? Optional.of("no pod has it") : Optional.empty();
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            return Optional.of("no list: " + answer);
        }
    }
}
