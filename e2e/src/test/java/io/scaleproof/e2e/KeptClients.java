package io.scaleproof.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients that each keep one connection for as long as the service lets them, and remember which pods answered. */
final class KeptClients implements AutoCloseable {
    private static final Pattern POD = Pattern.compile("\"pod\":\"([^\"]+)\"");
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpRequest request;
    private final ExecutorService threads;
    private final Set<String> pods = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    KeptClients(URI url, int number) {
        request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60)).build();
        threads = Executors.newFixedThreadPool(number);
        for (int i = 0; i < number; i++) {
            threads.execute(this::askUntilClosed);
        }
    }

    Set<String> pods() {
        return Set.copyOf(pods);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    private void askUntilClosed() {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(60))
                .build()) {
            while (!closed) {
                ask(client);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What goes wrong before the first answer is no failure: a node port is there a moment after its first pod. */
    private void ask(HttpClient client) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            Matcher pod = POD.matcher(answer.body());
            if (answer.statusCode() == 200 && pod.find()) {
                pods.add(pod.group(1));
            } else {
                failures.add("status " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            if (!pods.isEmpty()) {
                failures.add(e.toString());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.close();
    }
}
