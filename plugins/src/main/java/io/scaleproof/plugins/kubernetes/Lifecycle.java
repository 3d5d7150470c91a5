package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.Cancellation;
import io.scaleproof.plugins.Difference;
import io.scaleproof.plugins.Engine;
import io.scaleproof.plugins.PluginException;
import io.scaleproof.plugins.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What happens to an object in the cluster, from its preview to its deletion. */
final class Lifecycle {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    private static final Duration KIND_PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Cluster cluster;
    private final Engine engine;
    private final Cancellation cancellation;

    Lifecycle(Cluster cluster, Engine engine, Cancellation cancellation) {
        this.cluster = cluster;
        this.engine = engine;
        this.cancellation = cancellation;
    }

    Cluster cluster() {
        return cluster;
    }

    /**
     * By dry run where that is possible: not with unknown values, nor in a namespace that this same update makes, nor of what
     * takes the place of an object that a preview cannot delete.
     *
     * @param replaces whether it is made in the place of an object of the same name that is this stack's
     */
    ObjectNode preview(Resource resource, boolean creation, boolean replaces) {
        ObjectNode object = resource.object();
        if (Unknown.within(object) || cluster.kind(object).isEmpty()) {
            return object;
        }
        try {
            return creation
                    ? Preview.ofCreation(cluster.create(object, true, warnings(resource)), object)
                    : Preview.ofUpdate(cluster.dryRun(object, warnings(resource)));
        } catch (ApiException e) {
            if (isOfThePreviewOnly(e, object, creation) || (e.isAlreadyExists() && replaces)) {
                return object;
            }
            throw orTaken(resource, e);
        }
    }

    /** A name that is taken is told as what it means to the stack. */
    private static RuntimeException orTaken(Resource resource, ApiException refusal) {
        return refusal.isAlreadyExists()
                ? new PluginException(
                        resource.inputs()
                                .redact(
                                        ("%s exists already, and this stack did not make it; it is left as it is. Give this one "
                                                        + "another name, or take that one into the stack: pulumi import (of an update "
                                                        + "that was interrupted: pulumi refresh)")
                                                .formatted(resource.name())),
                        refusal)
                : refusal;
    }

    /** A dry run sees neither the namespace that is still to come nor the lists that are first taken from kubectl. */
    private boolean isOfThePreviewOnly(ApiException refusal, ObjectNode object, boolean creation) {
        return (refusal.isNotFound() && refusal.missingKind().equals("namespaces"))
                || refusal.isForbidden()
                || (refusal.isInvalid()
                        && !creation
                        && cluster.find(object, ObjectId.of(object))
                                .flatMap(live -> Ownership.claimed(live, object, object))
                                .isPresent());
    }

    /** What changes to these objects would need, which the API server knows best. Other refusals are the update's to report. */
    Replacement replacement(Resource resource, List<Difference> differences) {
        Replacement replacement = Replacement.byRule(resource.kind());
        if (cluster.kind(resource.object()).isEmpty()) {
            return replacement;
        }
        try {
            cluster.dryRun(resource.object(), warning -> {});
            return replacement;
        } catch (ApiException refusal) {
            return replacement.and(refusal, differences);
        }
    }

    ObjectNode create(Resource resource, double timeoutSeconds) {
        awaitKind(resource);
        ObjectNode made;
        try {
            made = cluster.create(resource.object(), false, warnings(resource));
        } catch (ApiException e) {
            throw orTaken(resource, e);
        }
        return ready(resource, made, timeoutSeconds);
    }

    /** A definition that was made just now is served a moment later. */
    private void awaitKind(Resource resource) {
        Instant deadline = Instant.now().plus(KIND_PATIENCE);
        while (cluster.kind(resource.object()).isEmpty()
                && Instant.now().isBefore(deadline)
                && !cancellation.pause(BETWEEN_LOOKS)) {
            engine.status(resource.urn(), "[waiting for the API server to serve " + resource.kind() + "]");
        }
    }

    ObjectNode update(Resource resource, ObjectNode oldInputs, double timeoutSeconds) {
        ObjectNode applied = cluster.apply(oldInputs, resource.object(), warnings(resource));
        return ready(resource, applied, timeoutSeconds);
    }

    private ObjectNode ready(Resource resource, ObjectNode applied, double timeoutSeconds) {
        Optional<Readiness> readiness = readiness(applied);
        if (readiness.isEmpty()) {
            return applied;
        }
        try {
            ObjectNode live = new Waiter(cluster.server(), cancellation)
                    .untilReady(
                            cluster.existingPath(applied),
                            applied,
                            readiness.get(),
                            timeout(timeoutSeconds, applied),
                            status(resource));
            engine.status(resource.urn(), "");
            return live;
        } catch (ApiException e) {
            throw new NotReadyException(applied, "applied, but then: " + e.getMessage());
        }
    }

    /** Why waiting for it would be of no use, if so. */
    Optional<String> trouble(ObjectNode live) {
        return readiness(live)
                .map(readiness -> readiness.of(live, new ServedObjects(cluster.server())))
                .flatMap(progress -> switch (progress) {
                    case Progress.Hopeless(String why) -> Optional.of(why);
                    case Progress.Ready _, Progress.Waiting _ -> Optional.empty();
                });
    }

    private static Optional<Readiness> readiness(ObjectNode object) {
        return Readiness.ofKind(
                        object.path("apiVersion").asString(""),
                        object.path("kind").asString(""))
                .filter(any -> !Annotations.skipsAwait(object));
    }

    /** Returns when the object is gone, with all that it owns unless it is annotated otherwise. */
    void delete(Resource resource, ObjectId id, double timeoutSeconds) {
        Optional<String> path = cluster.path(resource.object(), id);
        Optional<ObjectNode> live = path.flatMap(cluster.server()::find);
        if (live.isEmpty()) {
            return;
        }
        try {
            cluster.server().delete(path.get(), Annotations.deletionPropagation(resource.object()));
        } catch (ApiException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
        new Waiter(cluster.server(), cancellation)
                .untilGone(
                        path.get(),
                        live.get().path("metadata").path("uid").asString(""),
                        timeout(timeoutSeconds, resource.object()),
                        status(resource));
        engine.status(resource.urn(), "");
    }

    private static Duration timeout(double seconds, JsonNode object) {
        return seconds > 0
                ? Duration.ofMillis(Math.round(seconds * 1000))
                : Annotations.timeout(object).orElse(DEFAULT_TIMEOUT);
    }

    private Consumer<String> status(Resource resource) {
        return message -> engine.status(resource.urn(), resource.inputs().redact(message));
    }

    private Consumer<String> warnings(Resource resource) {
        return message -> engine.warning(resource.urn(), resource.inputs().redact(message));
    }
}
