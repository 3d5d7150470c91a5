package io.scaleproof.plugins.docker;

import io.scaleproof.plugins.DiffAnswer;
import io.scaleproof.plugins.Difference;
import io.scaleproof.plugins.Engine;
import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.PluginException;
import io.scaleproof.plugins.PluginServer;
import io.scaleproof.plugins.ProviderSettings;
import io.scaleproof.plugins.ResourcePlugin;
import io.scaleproof.plugins.Secrets;
import io.scaleproof.plugins.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.CheckRequest;
import pulumirpc.Provider.CheckResponse;
import pulumirpc.Provider.ConfigureRequest;
import pulumirpc.Provider.CreateRequest;
import pulumirpc.Provider.CreateResponse;
import pulumirpc.Provider.DeleteRequest;
import pulumirpc.Provider.DiffRequest;
import pulumirpc.Provider.DiffResponse;
import pulumirpc.Provider.ReadRequest;
import pulumirpc.Provider.ReadResponse;
import pulumirpc.Provider.UpdateRequest;
import pulumirpc.Provider.UpdateResponse;
import tools.jackson.databind.node.ObjectNode;

/** The calls of Pulumi's protocol on Docker images. */
public final class DockerPlugin extends ResourcePlugin {
    private static final String IMAGE = "docker:index/image:Image";

    private static final ProviderSettings SETTINGS = new ProviderSettings("docker", Set.of("host"), Map.of());

    private final Engine engine;
    private final Optional<String> imageLoad;
    private volatile DockerDaemon daemon;

    /**
     * @param imageLoad program that hands an image to the cluster, where nodes do not share the daemon
     */
    public DockerPlugin(Engine engine, Optional<String> imageLoad) {
        super("docker", "4.11.2");
        this.engine = engine;
        this.imageLoad = imageLoad;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Optional<String> imageLoad =
                Optional.ofNullable(System.getenv(ImageLoad.VARIABLE)).filter(program -> !program.isBlank());
        PluginServer.run(arguments, engine -> new DockerPlugin(engine, imageLoad), new DockerRehearsal());
    }

    @Override
    protected CheckResponse checkConfig(CheckRequest request) {
        CheckResponse.Builder answer = CheckResponse.newBuilder().setInputs(request.getNews());
        SETTINGS.refusals(Json.of(request.getNews()))
                .forEach(reason -> answer.addFailures(CheckFailure.newBuilder().setReason(reason)));
        return answer.build();
    }

    @Override
    protected DiffResponse diffConfig(DiffRequest request) {
        return DiffAnswer.of(Difference.between(Json.of(request.getOldInputs()), Json.of(request.getNews())));
    }

    @Override
    protected void configure(ConfigureRequest request) {
        String host =
                Secrets.open(Json.of(request.getArgs())).values().path("host").asString("");
        daemon = new DockerDaemon(Optional.of(host).filter(given -> !given.isBlank()));
    }

    @Override
    protected CheckResponse check(CheckRequest request) {
        refuseOthers(request.getUrn());
        Secrets news = Secrets.open(Json.of(request.getNews()));
        ObjectNode inputs = news.values();
        CheckResponse.Builder answer = CheckResponse.newBuilder();
        if (inputs.path("imageName").asString("").isEmpty()) {
            answer.addFailures(failure("imageName", "imageName is missing. Give it one such as \"scaleproof:1.0\""));
        }
        if (!Unknown.within(inputs.path("build").path("context"))
                && !Unknown.within(inputs.path("build").path("dockerfile"))) {
            ImageSpec image = ImageSpec.of(inputs);
            Optional<CheckFailure> failure = missing(image);
            failure.ifPresent(answer::addFailures);
            if (failure.isEmpty()) {
                // An input made from the content: without a change of it there is nothing to build.
                inputs.withObject("build").put("contextDigest", digest(image));
            }
        }
        return answer.setInputs(Json.struct(news.seal(inputs))).build();
    }

    private static Optional<CheckFailure> missing(ImageSpec image) {
        if (!Files.isDirectory(image.context())) {
            return Optional.of(failure(
                    "build.context",
                    "there is no folder %s (looked in %s)"
                            .formatted(image.context(), Path.of("").toAbsolutePath())));
        }
        if (!Files.isReadable(image.dockerfile())) {
            Path inContext = image.context().resolve(image.dockerfile());
            return Optional.of(failure(
                    "build.dockerfile",
                    "there is no Dockerfile %s (looked in %s)%s"
                            .formatted(
                                    image.dockerfile(),
                                    Path.of("").toAbsolutePath(),
                                    Files.isReadable(inContext)
                                            ? ". Try setting `dockerfile` to \"%s\"".formatted(inContext)
                                            : "")));
        }
        return Optional.empty();
    }

    private static CheckFailure failure(String property, String reason) {
        return CheckFailure.newBuilder().setProperty(property).setReason(reason).build();
    }

    private static String digest(ImageSpec image) {
        try {
            return new BuildContext(image.context(), image.dockerfile()).digest();
        } catch (IOException e) {
            throw new PluginException("the build context %s cannot be read: %s".formatted(image.context(), e), e);
        }
    }

    @Override
    protected DiffResponse diff(DiffRequest request) {
        ObjectNode olds = Secrets.open(Json.of(request.getOldInputs())).values();
        ObjectNode news = Secrets.open(Json.of(request.getNews())).values();
        // Credentials change often, and no image becomes another by them.
        return DiffAnswer.of(Difference.between(olds, news).stream()
                .filter(difference ->
                        !difference.within("registry.username") && !difference.within("registry.password"))
                .toList());
    }

    @Override
    protected CreateResponse create(CreateRequest request) {
        Secrets inputs = Secrets.open(Json.of(request.getProperties()));
        ObjectNode outputs = built(request.getUrn(), inputs, request.getPreview());
        return CreateResponse.newBuilder()
                .setId(request.getPreview() ? "" : outputs.path("imageName").asString())
                .setProperties(Json.struct(outputs))
                .build();
    }

    @Override
    protected UpdateResponse update(UpdateRequest request) {
        Secrets inputs = Secrets.open(Json.of(request.getNews()));
        return UpdateResponse.newBuilder()
                .setProperties(Json.struct(built(request.getUrn(), inputs, request.getPreview())))
                .build();
    }

    private ObjectNode built(String urn, Secrets inputs, boolean preview) {
        ImageSpec image = ImageSpec.of(inputs.values());
        ObjectNode outputs = outputs(image);
        boolean known = !Unknown.within(inputs.values());
        if (preview) {
            if (known && inputs.values().path("buildOnPreview").asBoolean(false)) {
                build(urn, inputs, image);
            }
            return outputs.put("repoDigest", Unknown.TEXT);
        }
        build(urn, inputs, image);
        outputs.put("repoDigest", image.pushed() ? push(urn, inputs, image) : keep(urn, inputs, image));
        engine.status(urn, "");
        return outputs;
    }

    private String push(String urn, Secrets inputs, ImageSpec image) {
        engine.status(urn, "pushing " + image.name());
        return redacting(inputs, () -> daemon.push(image, excerpt(urn, inputs), cancellation()));
    }

    /** An image that is in no registry has no digest there; its id is as good a name of its content. */
    private String keep(String urn, Secrets inputs, ImageSpec image) {
        if (imageLoad.isPresent()) {
            engine.status(urn, "loading " + image.name() + " into the cluster");
            redacting(inputs, () -> {
                ImageLoad.run(imageLoad.get(), image.name(), daemon.save(image.name()));
                return null;
            });
        }
        return daemon.id(image.name())
                .orElseThrow(() -> new PluginException("the Docker daemon at %s built %s and does not have it"
                        .formatted(daemon.host(), image.name())));
    }

    private void build(String urn, Secrets inputs, ImageSpec image) {
        engine.status(urn, "building " + image.name());
        redacting(inputs, () -> {
            daemon.build(image, excerpt(urn, inputs), cancellation());
            return null;
        });
    }

    private Excerpt excerpt(String urn, Secrets inputs) {
        return new Excerpt(line -> engine.status(urn, inputs.redact(line)), System::nanoTime);
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T redacting(Secrets inputs, Work<T> work) {
        try {
            return work.run();
        } catch (PluginException e) {
            throw new PluginException(inputs.redact(e.getMessage()), e);
        } catch (IOException e) {
            throw new PluginException(inputs.redact(e.toString()), e);
        }
    }

    private static ObjectNode outputs(ImageSpec image) {
        return Json.object()
                .put("imageName", image.name())
                .put("baseImageName", image.name())
                .put("registryServer", image.registry().server())
                .put("context", image.context().toString())
                .put("dockerfile", image.dockerfile().toString());
    }

    @Override
    protected ReadResponse read(ReadRequest request) {
        refuseOthers(request.getUrn());
        ObjectNode inputs = Secrets.open(Json.of(request.getInputs())).values();
        if (inputs.isEmpty()) {
            throw new PluginException(
                    "an image cannot be read or imported by its name alone: what it was built from is not in it. Build it by the program.");
        }
        ImageSpec image = ImageSpec.of(inputs);
        String built = Json.of(request.getProperties()).path("repoDigest").asString("");
        if (!image.pushed() && !daemon.id(image.name()).equals(Optional.of(built))) {
            engine.warning(
                    request.getUrn(),
                    "image %s as it was built (%s) is no longer in the Docker daemon at %s; the next update builds it again"
                            .formatted(image.name(), built, daemon.host()));
            return ReadResponse.getDefaultInstance();
        }
        return ReadResponse.newBuilder()
                .setId(request.getId())
                .setProperties(request.getProperties())
                .setInputs(request.getInputs())
                .build();
    }

    /** As the official plugin: images stay, since others may use them; {@code docker image prune} is for that. */
    @Override
    protected void delete(DeleteRequest request) {}

    private void refuseOthers(String urn) {
        String types = urn.split("::", -1)[2];
        String type = types.substring(types.lastIndexOf('$') + 1);
        if (!type.equals(IMAGE)) {
            throw unsupported(type);
        }
    }
}
