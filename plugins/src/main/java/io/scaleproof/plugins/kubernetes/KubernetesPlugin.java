package io.scaleproof.plugins.kubernetes;

import com.google.protobuf.Any;
import com.google.protobuf.Struct;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
import tools.jackson.databind.node.ObjectNode;

/** The calls of Pulumi's protocol on Kubernetes objects. */
public final class KubernetesPlugin extends ResourcePlugin {
    private final Engine engine;
    /** What the state has, by URN, of the resources that the engine has asked about. */
    private final Map<String, ObjectId> inState = new ConcurrentHashMap<>();

    private volatile Lifecycle lifecycle;

    public KubernetesPlugin(Engine engine) {
        super("kubernetes", "4.32.0");
        this.engine = engine;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PluginServer.run(arguments, KubernetesPlugin::new, new KubernetesRehearsal());
    }

    @Override
    protected CheckResponse checkConfig(CheckRequest request) {
        CheckResponse.Builder answer = CheckResponse.newBuilder().setInputs(request.getNews());
        ObjectNode news = opened(request.getNews());
        if (!Unknown.within(news)) {
            try {
                ClusterConfig.check(news);
            } catch (PluginException e) {
                answer.addFailures(CheckFailure.newBuilder().setReason(e.getMessage()));
            }
        }
        return answer.build();
    }

    /** Another API server means other objects; a changed way to the same one means nothing. */
    @Override
    protected DiffResponse diffConfig(DiffRequest request) {
        ObjectNode olds = opened(request.getOldInputs());
        ObjectNode news = opened(request.getNews());
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
        ObjectNode configuration = opened(request.getArgs());
        if (!Unknown.within(configuration)) {
            lifecycle = new Lifecycle(new Cluster(ClusterConfig.of(configuration)), engine, cancellation());
        }
    }

    @Override
    protected CheckResponse check(CheckRequest request) {
        Resource resource = supported(Resource.of(request.getUrn(), request.getNews()));
        resource.identify();
        Autonaming.assign(resource.object(), opened(request.getOlds()), request);
        if (resource.object().path("metadata") instanceof ObjectNode metadata && !metadata.has("namespace")) {
            // A kind that is not served yet is most likely a custom one, and those mostly have namespaces.
            Cluster cluster = on(resource, Lifecycle::cluster);
            boolean namespaced = on(resource, any -> cluster.kind(resource.object()))
                    .map(Kinds.Kind::namespaced)
                    .orElse(true);
            if (namespaced) {
                metadata.put("namespace", cluster.namespace());
            }
        }
        return CheckResponse.newBuilder()
                .setInputs(resource.seal(resource.object()))
                .build();
    }

    @Override
    protected DiffResponse diff(DiffRequest request) {
        ObjectNode olds = opened(request.getOldInputs());
        Resource resource = Resource.of(request.getUrn(), request.getNews());
        OfficialState.refuse(resource, opened(request.getOlds()));
        ObjectNode news = resource.object();
        inState.put(request.getUrn(), ObjectId.of(olds));
        List<Difference> differences = Difference.between(olds, news);
        Replacement byRule = Replacement.byRule(resource.kind());
        boolean ask = !differences.isEmpty() && !byRule.needsAny(differences) && !Unknown.within(news);
        Replacement replacement = ask ? on(resource, any -> any.replacement(resource, differences)) : byRule;
        boolean sameName = ObjectId.of(olds).equals(ObjectId.of(news))
                && !Annotations.isAutonamed(news)
                && news.path("metadata").has("name");
        return DiffAnswer.of(differences, replacement::needs, sameName);
    }

    @Override
    protected CreateResponse create(CreateRequest request) {
        Resource resource = Resource.of(request.getUrn(), request.getProperties());
        if (request.getPreview()) {
            boolean replaces = ObjectId.of(resource.object()).equals(inState.get(request.getUrn()));
            return CreateResponse.newBuilder()
                    .setProperties(resource.seal(on(resource, any -> any.preview(resource, true, replaces))))
                    .build();
        }
        ObjectNode live = on(resource, any -> any.create(resource, request.getTimeout()));
        return CreateResponse.newBuilder()
                .setId(ObjectId.of(live).toString())
                .setProperties(resource.seal(live))
                .build();
    }

    @Override
    protected UpdateResponse update(UpdateRequest request) {
        Resource resource = Resource.of(request.getUrn(), request.getNews());
        OfficialState.refuse(resource, opened(request.getOlds()));
        ObjectNode result = request.getPreview()
                ? on(resource, any -> any.preview(resource, false, false))
                : on(resource, any -> any.update(resource, opened(request.getOldInputs()), request.getTimeout()));
        return UpdateResponse.newBuilder().setProperties(resource.seal(result)).build();
    }

    @Override
    protected ReadResponse read(ReadRequest request) {
        Resource resource = supported(Resource.of(request.getUrn(), request.getInputs()));
        ObjectNode known = opened(request.getProperties());
        OfficialState.refuse(resource, known);
        boolean ours = !resource.object().isEmpty();
        boolean imported = !ours && known.isEmpty();
        resource.identify();
        ObjectId id = ObjectId.parse(request.getId());
        Optional<ObjectNode> found = on(resource, any -> any.cluster().find(resource.object(), id));
        if (found.isEmpty()) {
            return ReadResponse.getDefaultInstance();
        }
        ObjectNode live = found.get();
        if (!ours) {
            // In a refresh of what a program only reads, inputs would show as taken away by the next preview.
            return found(request, resource, live, imported ? LiveInputs.ofImported(live) : Json.object());
        }
        ObjectNode inputs = LiveInputs.of(resource.object(), known, live);
        Optional<String> trouble = on(resource, any -> any.trouble(live));
        if (trouble.isPresent()) {
            throw initializationFailed(resource, inputs, live, trouble.get());
        }
        return found(request, resource, live, inputs);
    }

    private static ReadResponse found(ReadRequest request, Resource resource, ObjectNode live, ObjectNode inputs) {
        return ReadResponse.newBuilder()
                .setId(request.getId())
                .setProperties(resource.seal(live))
                .setInputs(resource.seal(inputs))
                .build();
    }

    @Override
    protected void delete(DeleteRequest request) {
        Resource resource = Resource.of(request.getUrn(), request.getOldInputs());
        resource.identify();
        OfficialState.refuse(resource, opened(request.getProperties()));
        on(resource, any -> {
            any.delete(resource, ObjectId.parse(request.getId()), request.getTimeout());
            return null;
        });
    }

    private Resource supported(Resource resource) {
        if (!TypeToken.isSupported(resource.type())) {
            throw unsupported(resource.type());
        }
        return resource;
    }

    private static ObjectNode opened(Struct properties) {
        return Secrets.open(Json.of(properties)).values();
    }

    /** Does it on the cluster. Refusals and silence become errors that name the object and hold no secret. */
    private <T> T on(Resource resource, Function<Lifecycle, T> operation) {
        if (lifecycle == null) {
            throw new PluginException(
                    "the kubernetes provider is not configured yet: its kubeconfig is not known in this preview");
        }
        try {
            return operation.apply(lifecycle);
        } catch (NotReadyException e) {
            throw initializationFailed(resource, resource.object(), e.live(), e.getMessage());
        } catch (ApiException e) {
            throw new PluginException(resource.inputs().redact(resource.name() + ": " + Cluster.explain(e)), e);
        } catch (UnreachableException e) {
            throw new PluginException(resource.name() + ": " + e.getMessage(), e);
        }
    }

    /** The engine records the object as existing but not initialized; the next update takes it up from there. */
    private static StatusRuntimeException initializationFailed(
            Resource resource, ObjectNode inputs, ObjectNode live, String reason) {
        String message = resource.inputs().redact(resource.name() + " is not ready: " + reason);
        ErrorResourceInitFailed detail = ErrorResourceInitFailed.newBuilder()
                .setId(ObjectId.of(live).toString())
                .setProperties(resource.seal(live))
                .setInputs(resource.seal(inputs))
                .addReasons(message)
                .build();
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(Code.UNKNOWN_VALUE)
                .setMessage(message)
                .addDetails(Any.pack(detail))
                .build());
    }
}
