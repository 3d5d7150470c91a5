package io.scaleproof.plugins;

import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import pulumirpc.Plugin.PluginAttach;
import pulumirpc.Plugin.PluginInfo;
import pulumirpc.Provider.CallRequest;
import pulumirpc.Provider.CallResponse;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.ConfigureResponse;
import pulumirpc.Provider.ConstructRequest;
import pulumirpc.Provider.ConstructResponse;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.InvokeRequest;
import pulumirpc.Provider.InvokeResponse;
import pulumirpc.Provider.ProviderHandshakeRequest;
import pulumirpc.Provider.ProviderHandshakeResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.Provider.UpdateResponse;
import pulumirpc.ResourceProviderGrpc.ResourceProviderImplBase;

/** The protocol's calls as plain methods: what they return is the answer, what they throw is the error. */
public abstract class ResourcePlugin extends ResourceProviderImplBase {
    private final String name;
    private final String version;
    private final Cancellation cancellation = new Cancellation();

    protected ResourcePlugin(String name, String version) {
        this.name = name;
        this.version = version;
    }

    protected final Cancellation cancellation() {
        return cancellation;
    }

    protected abstract CheckResponse checkConfig(CheckRequest request);

    protected abstract DiffResponse diffConfig(DiffRequest request);

    protected abstract void configure(ConfigureRequest request);

    protected abstract CheckResponse check(CheckRequest request);

    protected abstract DiffResponse diff(DiffRequest request);

    protected abstract CreateResponse create(CreateRequest request);

    protected abstract ReadResponse read(ReadRequest request);

    protected abstract UpdateResponse update(UpdateRequest request);

    protected abstract void delete(DeleteRequest request);

    @Override
    public final void handshake(ProviderHandshakeRequest request, StreamObserver<ProviderHandshakeResponse> answer) {
        reply(
                answer,
                () -> ProviderHandshakeResponse.newBuilder()
                        .setAcceptSecrets(true)
                        .setSupportsAutonamingConfiguration(true)
                        .build());
    }

    @Override
    public final void getPluginInfo(Empty request, StreamObserver<PluginInfo> answer) {
        reply(answer, () -> PluginInfo.newBuilder().setVersion(version).build());
    }

    @Override
    public final void attach(PluginAttach request, StreamObserver<Empty> answer) {
        reply(answer, Empty::getDefaultInstance);
    }

    @Override
    public final void cancel(Empty request, StreamObserver<Empty> answer) {
        cancellation.request();
        reply(answer, Empty::getDefaultInstance);
    }

    @Override
    public final void checkConfig(CheckRequest request, StreamObserver<CheckResponse> answer) {
        reply(answer, () -> checkConfig(request));
    }

    @Override
    public final void diffConfig(DiffRequest request, StreamObserver<DiffResponse> answer) {
        reply(answer, () -> diffConfig(request));
    }

    @Override
    public final void configure(ConfigureRequest request, StreamObserver<ConfigureResponse> answer) {
        reply(answer, () -> {
            configure(request);
            return ConfigureResponse.newBuilder()
                    .setAcceptSecrets(true)
                    .setSupportsPreview(true)
                    .setSupportsAutonamingConfiguration(true)
                    .build();
        });
    }

    @Override
    public final void check(CheckRequest request, StreamObserver<CheckResponse> answer) {
        reply(answer, () -> check(request));
    }

    @Override
    public final void diff(DiffRequest request, StreamObserver<DiffResponse> answer) {
        reply(answer, () -> diff(request));
    }

    @Override
    public final void create(CreateRequest request, StreamObserver<CreateResponse> answer) {
        reply(answer, () -> create(request));
    }

    @Override
    public final void read(ReadRequest request, StreamObserver<ReadResponse> answer) {
        reply(answer, () -> read(request));
    }

    @Override
    public final void update(UpdateRequest request, StreamObserver<UpdateResponse> answer) {
        reply(answer, () -> update(request));
    }

    @Override
    public final void delete(DeleteRequest request, StreamObserver<Empty> answer) {
        reply(answer, () -> {
            delete(request);
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public final void invoke(InvokeRequest request, StreamObserver<InvokeResponse> answer) {
        reply(answer, () -> {
            throw unsupported(request.getTok());
        });
    }

    @Override
    public final void call(CallRequest request, StreamObserver<CallResponse> answer) {
        reply(answer, () -> {
            throw unsupported(request.getTok());
        });
    }

    @Override
    public final void construct(ConstructRequest request, StreamObserver<ConstructResponse> answer) {
        reply(answer, () -> {
            throw unsupported(request.getType());
        });
    }

    /** A refusal by name that says what to do instead. */
    protected final PluginException unsupported(String token) {
        return new PluginException("%s is not supported by this stand-in for Pulumi's %s plugin. Use the official one: "
                        .formatted(token, name)
                + "pulumi plugin install resource %s %s --reinstall".formatted(name, version));
    }

    private static <T> void reply(StreamObserver<T> observer, Supplier<T> work) {
        T answer;
        try {
            answer = work.get();
        } catch (PluginException e) {
            observer.onError(Status.UNKNOWN.withDescription(e.getMessage()).asRuntimeException());
            return;
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        } catch (RuntimeException e) {
            // Not foreseen, so a defect: the trace goes to the engine's log, which shows it at --logtostderr -v=1.
            e.printStackTrace();
            observer.onError(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }
}
