package io.scaleproof.plugins;

import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
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
import pulumirpc.ResourceProviderGrpc;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;
import tools.jackson.databind.node.ObjectNode;

/** The engine's part in a test: calls the plugin over gRPC as the engine does, and remembers what it said meanwhile. */
public final class PluginClient implements AutoCloseable {
    private final Server server;
    private final ManagedChannel channel;
    private final ResourceProviderBlockingStub calls;
    private final List<LogRequest> log = new CopyOnWriteArrayList<>();

    public PluginClient(Function<Engine, ResourcePlugin> plugin) {
        try {
            server = PluginServer.serve(plugin.apply(log::add));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        channel = OkHttpChannelBuilder.forAddress("127.0.0.1", server.getPort(), InsecureChannelCredentials.create())
                .build();
        calls = ResourceProviderGrpc.newBlockingStub(channel);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    public ResourceProviderBlockingStub calls() {
        return calls;
    }

    public List<String> statuses() {
        return log.stream()
                .filter(LogRequest::getEphemeral)
                .map(LogRequest::getMessage)
                .toList();
    }

    public List<String> warnings() {
        return log.stream()
                .filter(message -> message.getSeverity() == LogSeverity.WARNING)
                .map(LogRequest::getMessage)
                .toList();
    }

    public PluginClient configured(ObjectNode configuration) {
        calls.configure(ConfigureRequest.newBuilder()
                .setArgs(Json.struct(configuration))
                .build());
        return this;
    }

    public static String urn(String type, String name) {
        return "urn:pulumi:test::tests::" + type + "::" + name;
    }

    /** A resource as the state has it. */
    public record State(String urn, String id, ObjectNode inputs, ObjectNode outputs) {}

    public ObjectNode check(String urn, ObjectNode news, ObjectNode olds) {
        return Json.of(checked(urn, news, olds).getInputs());
    }

    public CheckResponse checked(String urn, ObjectNode news, ObjectNode olds) {
        return calls.check(CheckRequest.newBuilder()
                .setUrn(urn)
                .setNews(Json.struct(news))
                .setOlds(Json.struct(olds))
                .build());
    }

    public State create(String urn, ObjectNode program) {
        ObjectNode inputs = check(urn, program, Json.object());
        CreateResponse created = calls.create(CreateRequest.newBuilder()
                .setUrn(urn)
                .setProperties(Json.struct(inputs))
                .build());
        return new State(urn, created.getId(), inputs, Json.of(created.getProperties()));
    }

    public ObjectNode preview(String urn, ObjectNode program) {
        ObjectNode inputs = check(urn, program, Json.object());
        return Json.of(calls.create(CreateRequest.newBuilder()
                        .setUrn(urn)
                        .setProperties(Json.struct(inputs))
                        .setPreview(true)
                        .build())
                .getProperties());
    }

    public DiffResponse diff(State state, ObjectNode program) {
        return calls.diff(DiffRequest.newBuilder()
                .setUrn(state.urn())
                .setId(state.id())
                .setOlds(Json.struct(state.outputs()))
                .setOldInputs(Json.struct(state.inputs()))
                .setNews(Json.struct(check(state.urn(), program, state.inputs())))
                .build());
    }

    public State update(State state, ObjectNode program) {
        return update(state, program, 0);
    }

    public State update(State state, ObjectNode program, double timeoutSeconds) {
        ObjectNode inputs = check(state.urn(), program, state.inputs());
        Struct outputs = calls.update(UpdateRequest.newBuilder()
                        .setUrn(state.urn())
                        .setId(state.id())
                        .setOlds(Json.struct(state.outputs()))
                        .setOldInputs(Json.struct(state.inputs()))
                        .setNews(Json.struct(inputs))
                        .setTimeout(timeoutSeconds)
                        .build())
                .getProperties();
        return new State(state.urn(), state.id(), inputs, Json.of(outputs));
    }

    public State refresh(State state) {
        ReadResponse read = calls.read(ReadRequest.newBuilder()
                .setUrn(state.urn())
                .setId(state.id())
                .setInputs(Json.struct(state.inputs()))
                .setProperties(Json.struct(state.outputs()))
                .build());
        return new State(state.urn(), read.getId(), Json.of(read.getInputs()), Json.of(read.getProperties()));
    }

    public State read(String urn, String id) {
        return refresh(new State(urn, id, Json.object(), Json.object()));
    }

    public void delete(State state) {
        calls.delete(DeleteRequest.newBuilder()
                .setUrn(state.urn())
                .setId(state.id())
                .setProperties(Json.struct(state.outputs()))
                .setOldInputs(Json.struct(state.inputs()))
                .build());
    }

    public void cancel() {
        calls.cancel(Empty.getDefaultInstance());
    }

    /** What a failed creation or update left, as the engine puts it into the state. */
    public static State leftBy(StatusRuntimeException failure, String urn) {
        try {
            ErrorResourceInitFailed detail =
                    StatusProto.fromThrowable(failure).getDetails(0).unpack(ErrorResourceInitFailed.class);
            return new State(urn, detail.getId(), Json.of(detail.getInputs()), Json.of(detail.getProperties()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
