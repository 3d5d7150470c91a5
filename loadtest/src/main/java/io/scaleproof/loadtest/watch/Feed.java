package io.scaleproof.loadtest.watch;

import static java.net.HttpURLConnection.HTTP_GONE;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Lists the objects of one kind and watches them from there, on a thread of its own, until it is closed. When a connection
 * is lost it goes on from the last version it heard of; when the API server no longer has that, it lists again. It keeps
 * account of what it missed.
 *
 * @param <K> what is kept of an object
 */
final class Feed<T extends HasMetadata, K> implements AutoCloseable {
    /** The API server ends a watch after this time, and says where it stands just before: silence for longer is a loss. */
    private static final Duration WATCH = Duration.ofSeconds(10);

    private static final Duration SILENCE = WATCH.plusSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final KubernetesSerialization json;
    private final Kind<T, K> kind;
    private final Mirror<T, K> mirror;
    private final InstantSource clock;
    private final Continuity continuity;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final Thread thread;
    private Optional<String> version = Optional.empty();

    Feed(Cluster cluster, Kind<T, K> kind, Journal<K> journal, InstantSource clock) {
        this.cluster = cluster;
        this.json = cluster.client().getKubernetesSerialization();
        this.kind = kind;
        this.mirror = new Mirror<>(kind.keep(), journal);
        this.clock = clock;
        this.continuity = new Continuity(clock.instant());
        this.thread = Thread.ofVirtual().name("watch " + kind.resource()).start(this::follow);
    }

    String resource() {
        return kind.resource();
    }

    /** Done when the first list has arrived and the watch has begun; fails with why not, and then there is no second try. */
    CompletableFuture<Void> started() {
        return started;
    }

    Continuity continuity() {
        return continuity;
    }

    private void follow() {
        try {
            while (!Thread.currentThread().isInterrupted() && !started.isCompletedExceptionally()) {
                followUntilLost();
            }
        } catch (InterruptedException e) {
            // Closed: nothing is left to be done.
            Thread.currentThread().interrupt();
        }
    }

    private void followUntilLost() throws InterruptedException {
        try {
            listOnce();
            watch();
        } catch (KubernetesClientException e) {
            if (!started.completeExceptionally(e)) {
                if (e.getCode() == HTTP_GONE) {
                    version = Optional.empty();
                    Thread.sleep(RETRY);
                } else {
                    broken(clock.instant(), ApiErrors.words(e));
                }
            }
        } catch (RuntimeException e) {
            // A message that cannot be read. This thread must not end of it, or the watch would, and nobody would know.
            if (!started.completeExceptionally(e)) {
                version = Optional.empty();
                broken(clock.instant(), e.toString());
            }
        }
    }

    private void broken(Instant since, String why) throws InterruptedException {
        continuity.broke(since, "%s could not be watched: %s".formatted(kind.resource(), why));
        Thread.sleep(RETRY);
    }

    private void listOnce() {
        if (version.isPresent()) {
            return;
        }
        String text = cluster.ask(client -> client.raw(kind.path()));
        if (text == null) {
            throw new KubernetesClientException("there is no such resource: " + kind.path());
        }
        JsonNode list = json.unmarshal(text, JsonNode.class);
        List<T> items = StreamSupport.stream(list.path("items").spliterator(), false)
                .map(this::present)
                .toList();
        mirror.replace(items);
        version = Optional.of(list.path("metadata").path("resourceVersion").stringValue());
        if (started.isDone()) {
            String why =
                    continuity.trouble().orElse(kind.resource() + ": the API server no longer had the last version");
            continuity.missed(clock.instant(), why + "; they were listed again, and what came between was not seen");
        }
    }

    private void watch() throws InterruptedException {
        String path = "%s&watch=true&allowWatchBookmarks=true&timeoutSeconds=%d&resourceVersion=%s"
                .formatted(kind.path(), WATCH.toSeconds(), version.orElseThrow());
        try (WatchStream stream = WatchStream.open(cluster.client(), path)) {
            Instant opened = clock.instant();
            resumed(opened);
            started.complete(null);
            boolean heard = false;
            while (true) {
                switch (stream.next(SILENCE)) {
                    case WatchStream.Part.Line message -> {
                        receive(json.unmarshal(message.json(), JsonNode.class));
                        continuity.heard(clock.instant());
                        heard = true;
                    }
                    case WatchStream.Part.Ended ended -> {
                        ended(opened, heard);
                        return;
                    }
                    case WatchStream.Part.Broken broken -> {
                        broken(clock.instant(), broken.why());
                        return;
                    }
                    case WatchStream.Part.Silence silence -> {
                        broken(continuity.lastHeard(), "nothing was heard for %d s".formatted(SILENCE.toSeconds()));
                        return;
                    }
                }
            }
        }
    }

    private void ended(Instant opened, boolean heard) throws InterruptedException {
        if (!heard && Duration.between(opened, clock.instant()).compareTo(RETRY) < 0) {
            // At once and without a word: some proxies say so that the version is too old.
            version = Optional.empty();
            Thread.sleep(RETRY);
        }
    }

    private void resumed(Instant at) {
        if (continuity.isBroken(at)) {
            continuity.missed(at, continuity.trouble().orElseThrow() + "; nothing was lost, but it was seen late");
        } else {
            continuity.heard(at);
        }
    }

    private void receive(JsonNode message) {
        JsonNode object = message.path("object");
        switch (message.path("type").stringValue("")) {
            case "ADDED", "MODIFIED" -> mirror.put(present(object));
            case "DELETED" -> mirror.remove(json.convertValue(object, kind.type()));
            case "BOOKMARK" -> {}
            case "ERROR" -> {
                // Whatever it is, going on from the same version may bring it again.
                version = Optional.empty();
                throw new KubernetesClientException(json.convertValue(object, Status.class));
            }
            default -> throw new IllegalArgumentException("a message of no known type: " + message);
        }
        version = Optional.of(object.path("metadata").path("resourceVersion").stringValue());
    }

    private T present(JsonNode object) {
        return kind.whole().apply(json.convertValue(object, kind.type()));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            var _ = thread.join(CLOSED_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
