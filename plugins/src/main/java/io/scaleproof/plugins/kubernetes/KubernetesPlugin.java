package io.scaleproof.plugins.kubernetes;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.scaleproof.plugins.DiffAnswer;
import io.scaleproof.plugins.Difference;
import io.scaleproof.plugins.Engine;
import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.PluginException;
import io.scaleproof.plugins.PluginServer;
import io.scaleproof.plugins.ResourcePlugin;
import io.scaleproof.plugins.Secrets;
import io.scaleproof.plugins.Unknown;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.ErrorResourceInitFailed;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.Provider.UpdateResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of Pulumi's protocol on Kubernetes objects. */
public final class KubernetesPlugin extends ResourcePlugin {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    private final Engine engine;
    private volatile Cluster cluster;

    public KubernetesPlugin(Engine engine) {
        super("kubernetes", "4.0.0");
        this.engine = engine;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PluginServer.run(arguments, KubernetesPlugin::new);
    }

    @Override
    protected CheckResponse checkConfig(CheckRequest request) {
        CheckResponse.Builder answer = CheckResponse.newBuilder().setInputs(request.getNews());
        ObjectNode news = Secrets.open(Json.of(request.getNews())).values();
        if (!Unknown.within(news)) {
            try {
                ClusterConfig.of(news);
            } catch (PluginException e) {
                answer.addFailures(CheckFailure.newBuilder().setReason(e.getMessage()));
            }
        }
        return answer.build();
    }

    /** Another API server means other objects; a changed way to the same one means nothing. */
    @Override
    protected DiffResponse diffConfig(DiffRequest request) {
        ObjectNode olds = Secrets.open(Json.of(request.getOldInputs())).values();
        ObjectNode news = Secrets.open(Json.of(request.getNews())).values();
        List<Difference> differences = Difference.between(olds, news);
        boolean moved = !differences.isEmpty()
                && !Unknown.within(news)
                && apiServer(olds).isPresent()
                && apiServer(news).isPresent()
                && !apiServer(olds).equals(apiServer(news));
        return DiffAnswer.of(
                differences,
                difference -> moved && (difference.within("context") || difference.within("kubeconfig")),
                false);
    }

    private static Optional<String> apiServer(ObjectNode configuration) {
        try {
            return Optional.of(ClusterConfig.of(configuration).client().getMasterUrl());
        } catch (PluginException noLongerThere) {
            return Optional.empty();
        }
    }

    @Override
    protected void configure(ConfigureRequest request) {
        ObjectNode configuration = Secrets.open(Json.of(request.getArgs())).values();
        if (!Unknown.within(configuration)) {
            cluster = new Cluster(ClusterConfig.of(configuration));
        }
    }

    @Override
    protected CheckResponse check(CheckRequest request) {
        String token = type(request.getUrn());
        if (!TypeToken.isSupported(token)) {
            throw unsupported(token);
        }
        Secrets news = Secrets.open(Json.of(request.getNews()));
        ObjectNode inputs = news.values();
        identify(inputs, TypeToken.of(token));
        Autonaming.assign(inputs, Secrets.open(Json.of(request.getOlds())).values(), request);
        if (inputs.path("metadata") instanceof ObjectNode metadata && !metadata.has("namespace")) {
            // A kind that is not served yet is most likely a custom one, and those mostly have namespaces.
            boolean namespaced = reach(request.getUrn(), news, () -> cluster.kind(inputs))
                    .map(Kinds.Kind::namespaced)
                    .orElse(true);
            if (namespaced) {
                metadata.put("namespace", cluster.namespace());
            }
        }
        return CheckResponse.newBuilder()
                .setInputs(Json.struct(news.seal(inputs)))
                .build();
    }

    private static void identify(ObjectNode object, TypeToken token) {
        if (!object.has("apiVersion")) {
            object.put("apiVersion", token.apiVersion());
        }
        if (!object.has("kind")) {
            object.put("kind", token.kind());
        }
    }

    @Override
    protected DiffResponse diff(DiffRequest request) {
        ObjectNode olds = Secrets.open(Json.of(request.getOldInputs())).values();
        Secrets news = Secrets.open(Json.of(request.getNews()));
        List<Difference> differences = Difference.between(olds, news.values());
        Replacement replacement = Replacement.byRule(news.values().path("kind").asString(""));
        if (!differences.isEmpty() && !replacement.needsAny(differences) && !Unknown.within(news.values())) {
            replacement = reach(request.getUrn(), news, () -> tried(news.values()));
        }
        boolean sameName = ObjectId.of(olds).equals(ObjectId.of(news.values()))
                && !Annotations.isAutonamed(news.values())
                && news.values().path("metadata").has("name");
        return DiffAnswer.of(differences, replacement::needs, sameName);
    }

    /** The API server knows best what it forbids to change. Other refusals are for the update to report. */
    private Replacement tried(ObjectNode inputs) {
        Replacement replacement = Replacement.byRule(inputs.path("kind").asString(""));
        if (cluster.kind(inputs).isEmpty()) {
            return replacement;
        }
        try {
            cluster.apply(inputs, true, warning -> {});
            return replacement;
        } catch (ApiException refusal) {
            return replacement.and(refusal);
        }
    }

    @Override
    protected CreateResponse create(CreateRequest request) {
        Secrets inputs = Secrets.open(Json.of(request.getProperties()));
        if (request.getPreview()) {
            return CreateResponse.newBuilder()
                    .setProperties(Json.struct(seal(inputs, preview(request.getUrn(), inputs, true))))
                    .build();
        }
        ObjectNode live = applied(request.getUrn(), inputs, request.getTimeout());
        return CreateResponse.newBuilder()
                .setId(ObjectId.of(live).toString())
                .setProperties(Json.struct(seal(inputs, live)))
                .build();
    }

    @Override
    protected UpdateResponse update(UpdateRequest request) {
        Secrets inputs = Secrets.open(Json.of(request.getNews()));
        ObjectNode result = request.getPreview()
                ? preview(request.getUrn(), inputs, false)
                : applied(request.getUrn(), inputs, request.getTimeout());
        return UpdateResponse.newBuilder()
                .setProperties(Json.struct(seal(inputs, result)))
                .build();
    }

    /** By dry run where that is possible: not with unknown values, nor in a namespace that this same update makes. */
    private ObjectNode preview(String urn, Secrets inputs, boolean creation) {
        ObjectNode object = inputs.values();
        return reach(urn, inputs, () -> {
            if (Unknown.within(object) || cluster.kind(object).isEmpty()) {
                return object;
            }
            try {
                ObjectNode dryRun = cluster.apply(object, true, warning -> engine.warning(urn, inputs.redact(warning)));
                return creation ? Preview.ofCreation(dryRun, object) : Preview.ofUpdate(dryRun);
            } catch (ApiException e) {
                if ((e.isNotFound() && e.missingKind().equals("namespaces")) || e.isForbidden()) {
                    return object;
                }
                throw e;
            }
        });
    }

    private ObjectNode applied(String urn, Secrets inputs, double timeoutSeconds) {
        ObjectNode object = inputs.values();
        ObjectNode applied = reach(
                urn,
                inputs,
                () -> cluster.apply(object, false, warning -> engine.warning(urn, inputs.redact(warning))));
        Optional<Readiness> readiness = Readiness.ofKind(
                        object.path("apiVersion").asString(""),
                        object.path("kind").asString(""))
                .filter(any -> !Annotations.skipsAwait(object));
        if (readiness.isEmpty()) {
            return applied;
        }
        try {
            ObjectNode live = new Waiter(cluster.server(), cancellation())
                    .untilReady(
                            cluster.existingPath(applied),
                            applied,
                            readiness.get(),
                            timeout(timeoutSeconds, object),
                            status -> engine.status(urn, inputs.redact(status)));
            engine.status(urn, "");
            return Cluster.withoutManagedFields(live);
        } catch (NotReadyException e) {
            throw initializationFailed(inputs, e);
        } catch (ApiException e) {
            throw initializationFailed(inputs, new NotReadyException(applied, "applied, but then: " + e.getMessage()));
        }
    }

    private static Duration timeout(double seconds, JsonNode object) {
        return seconds > 0
                ? Duration.ofMillis(Math.round(seconds * 1000))
                : Annotations.timeout(object).orElse(DEFAULT_TIMEOUT);
    }

    /** The engine records the object as existing but not initialized; the next update takes it up from there. */
    private static StatusRuntimeException initializationFailed(Secrets inputs, NotReadyException failure) {
        String reason = inputs.redact(describe(failure.live()) + " is not ready: " + failure.getMessage());
        ErrorResourceInitFailed detail = ErrorResourceInitFailed.newBuilder()
                .setId(ObjectId.of(failure.live()).toString())
                .setProperties(Json.struct(seal(inputs, Cluster.withoutManagedFields(failure.live()))))
                .setInputs(Json.struct(inputs.seal(inputs.values())))
                .addReasons(reason)
                .build();
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(Code.UNKNOWN_VALUE)
                .setMessage(reason)
                .addDetails(Any.pack(detail))
                .build());
    }

    @Override
    protected ReadResponse read(ReadRequest request) {
        String token = type(request.getUrn());
        if (!TypeToken.isSupported(token)) {
            throw unsupported(token);
        }
        Secrets inputs = Secrets.open(Json.of(request.getInputs()));
        ObjectNode known = Secrets.open(Json.of(request.getProperties())).values();
        boolean imported = !inputs.values().has("kind") && !known.has("kind");
        ObjectNode identity = inputs.values().has("kind") ? inputs.values() : known;
        identify(identity, TypeToken.of(token));
        Optional<ObjectNode> live =
                reach(request.getUrn(), inputs, () -> cluster.find(identity, ObjectId.parse(request.getId())));
        if (live.isEmpty()) {
            return ReadResponse.getDefaultInstance();
        }
        ObjectNode liveInputs =
                imported ? LiveInputs.ofImported(live.get()) : LiveInputs.of(inputs.values(), known, live.get());
        return ReadResponse.newBuilder()
                .setId(request.getId())
                .setProperties(Json.struct(seal(inputs, live.get())))
                .setInputs(Json.struct(seal(inputs, liveInputs)))
                .build();
    }

    @Override
    protected void delete(DeleteRequest request) {
        ObjectNode state = Secrets.open(Json.of(request.getProperties())).values();
        Secrets inputs = Secrets.open(Json.of(request.getOldInputs()));
        identify(state, TypeToken.of(type(request.getUrn())));
        ObjectId id = ObjectId.parse(request.getId());
        Optional<String> path = reach(request.getUrn(), inputs, () -> cluster.path(state, id));
        Optional<ObjectNode> live = path.flatMap(
                known -> reach(request.getUrn(), inputs, () -> cluster.server().find(known)));
        if (live.isEmpty()) {
            return;
        }
        reach(request.getUrn(), inputs, () -> {
            try {
                cluster.server().delete(path.get(), Annotations.deletionPropagation(inputs.values()));
            } catch (ApiException e) {
                if (!e.isNotFound()) {
                    throw e;
                }
            }
            new Waiter(cluster.server(), cancellation())
                    .untilGone(
                            path.get(),
                            live.get().path("metadata").path("uid").asString(""),
                            timeout(request.getTimeout(), inputs.values()),
                            status -> engine.status(request.getUrn(), status));
            engine.status(request.getUrn(), "");
            return live;
        });
    }

    /** Asks the cluster; what it refuses, and silence, become errors that name the object and hold no secret. */
    private <T> T reach(String urn, Secrets inputs, Supplier<T> request) {
        if (cluster == null) {
            throw new PluginException(
                    "the kubernetes provider is not configured yet: its kubeconfig is not known in this preview");
        }
        try {
            return request.get();
        } catch (ApiException e) {
            throw new PluginException(
                    inputs.redact("%s: %s".formatted(subject(urn, inputs.values()), Cluster.explain(e))), e);
        } catch (UnreachableException e) {
            throw new PluginException("%s: %s".formatted(subject(urn, inputs.values()), e.getMessage()), e);
        }
    }

    private static String subject(String urn, JsonNode object) {
        return object.has("kind")
                ? describe(object)
                : type(urn).substring(type(urn).lastIndexOf(':') + 1);
    }

    private static String describe(JsonNode object) {
        return object.path("kind").asString("") + " " + ObjectId.of(object);
    }

    private static ObjectNode seal(Secrets inputs, ObjectNode object) {
        TreeSet<String> paths = new TreeSet<>(inputs.paths());
        if (object.path("kind").asString("").equals("Secret")) {
            paths.addAll(List.of("/data", "/stringData"));
            paths.add("/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration");
        }
        return Secrets.seal(object, paths);
    }

    /** The resource's own type: the last of the parents' and its, in the third part of the URN. */
    private static String type(String urn) {
        String types = urn.split("::", -1)[2];
        return types.substring(types.lastIndexOf('$') + 1);
    }
}
