package io.scaleproof.infra.monitoring;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.scaleproof.infra.Kubectl;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The metrics APIs as kubectl reads them: what they have are no objects, so that Pulumi's provider cannot.
 *
 * @param patience how long a metric may be missing: until pods are found, scraped twice, and listed by the adapter
 * @param pause between two questions
 */
public record KubectlMetrics(Kubectl kubectl, Duration patience, Duration pause) implements ServedMetrics {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** With the patience that a new adapter needs. */
    public static ServedMetrics of(Kubectl kubectl) {
        return new KubectlMetrics(kubectl, PATIENCE, PAUSE);
    }

    @Override
    public Optional<String> missing(String path) {
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
            return none ? Optional.of("nothing has it") : Optional.empty();
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            return Optional.of("no list: " + answer);
        }
    }
}
