package io.scaleproof.plugins.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.PushResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.scaleproof.plugins.Cancellation;
import io.scaleproof.plugins.PluginException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The Docker daemon that builds and keeps images. */
final class DockerDaemon {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final DockerClientConfig config;
    private final DockerClient client;

    /**
     * @param host overrides {@code DOCKER_HOST}
     */
    DockerDaemon(Optional<String> host) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        host.ifPresent(builder::withDockerHost);
        config = builder.build();
        client = DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .build());
    }

    String host() {
        return config.getDockerHost().toString();
    }

    void build(ImageSpec image, Consumer<String> output, Cancellation cancellation) throws IOException {
        BuildContext context = new BuildContext(image.context(), image.dockerfile());
        Path archive = Files.createTempFile("scaleproof-context-", ".tar");
        try {
            try (OutputStream tar = Files.newOutputStream(archive)) {
                context.writeTar(tar);
            }
            try (InputStream tar = Files.newInputStream(archive)) {
                reach(() -> {
                    Transcript<BuildResponseItem> transcript = new Transcript<>("build of " + image.name(), output);
                    command(image, context, tar).exec(transcript);
                    transcript.await(cancellation);
                    return null;
                });
            }
        } finally {
            Files.delete(archive);
        }
    }

    private BuildImageCmd command(ImageSpec image, BuildContext context, InputStream tar) {
        BuildImageCmd command = client.buildImageCmd(tar)
                .withDockerfilePath(context.dockerfileName())
                .withTags(Set.of(image.name()))
                .withRemove(true)
                .withForcerm(true)
                .withBuildAuthConfigs(config.getAuthConfigurations());
        image.args().forEach(command::withBuildArg);
        image.target().ifPresent(command::withTarget);
        // The classic builder of older daemons takes a platform only as an experiment, so it is named only if it
        // matters.
        image.platform().filter(platform -> !platform.equals(platform())).ifPresent(command::withPlatform);
        if (!image.cacheFrom().isEmpty()) {
            command.withCacheFrom(image.cacheFrom());
        }
        return command;
    }

    /** The daemon's own: {@code linux/amd64}. */
    private String platform() {
        Info info = client.infoCmd().exec();
        String machine = Optional.ofNullable(info.getArchitecture()).orElse("");
        String architecture = switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
        return info.getOsType() + "/" + architecture;
    }

    /** Pushes the image to the registry in its name; returns {@code repository@sha256:...}. */
    String push(ImageSpec image, Consumer<String> output, Cancellation cancellation) {
        return reach(() -> {
            Transcript<PushResponseItem> transcript = new Transcript<>("push of " + image.name(), output);
            client.pushImageCmd(repository(image.name()))
                    .withTag(tag(image.name()))
                    .withAuthConfig(credentials(image))
                    .exec(transcript);
            transcript.await(cancellation);
            String repository = repository(image.name());
            return inspect(image.name()).stream()
                    .flatMap(inspected -> digests(inspected).stream())
                    .filter(digest -> digest.startsWith(repository + "@"))
                    .findFirst()
                    .orElseThrow(() -> new PluginException("%s was pushed, but the daemon knows no digest of it in %s"
                            .formatted(image.name(), repository)));
        });
    }

    private static List<String> digests(InspectImageResponse image) {
        return Optional.ofNullable(image.getRepoDigests()).orElse(List.of());
    }

    /** {@code host:5000/name:tag} without its tag. */
    static String repository(String imageName) {
        int colon = imageName.lastIndexOf(':');
        return colon > imageName.lastIndexOf('/') ? imageName.substring(0, colon) : imageName;
    }

    /** A push without a tag would be one of all tags. */
    private static String tag(String imageName) {
        String repository = repository(imageName);
        return repository.length() == imageName.length() ? "latest" : imageName.substring(repository.length() + 1);
    }

    private AuthConfig credentials(ImageSpec image) {
        ImageSpec.Registry registry = image.registry();
        if (!registry.username().isEmpty() && !registry.password().isEmpty()) {
            return new AuthConfig()
                    .withRegistryAddress(registry.server())
                    .withUsername(registry.username())
                    .withPassword(registry.password());
        }
        AuthConfig configured = config.effectiveAuthConfig(image.name());
        return configured == null ? new AuthConfig() : configured;
    }

    private Optional<InspectImageResponse> inspect(String imageName) {
        return reach(() -> {
            try {
                return Optional.of(client.inspectImageCmd(imageName).exec());
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** The id of the image of that name, if there is one: {@code sha256:...}. */
    Optional<String> id(String imageName) {
        return inspect(imageName).map(InspectImageResponse::getId);
    }

    /** The image as {@code docker save} would write it. */
    InputStream save(String imageName) {
        return reach(() -> client.saveImageCmd(imageName).exec());
    }

    private <T> T reach(Supplier<T> request) {
        try {
            return request.get();
        } catch (PluginException e) {
            throw e;
        } catch (RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            if (root instanceof IOException) {
                throw new PluginException(
                        "no Docker daemon answers at %s: %s. Start it, or say where it is: export DOCKER_HOST=unix:///path/to/docker.sock"
                                .formatted(host(), root.getMessage()),
                        e);
            }
            throw new PluginException("the Docker daemon at %s refused: %s".formatted(host(), e.getMessage()), e);
        }
    }

    /** What a long command says, item by item. */
    static String line(ResponseItem item) {
        if (item.getErrorDetail() != null && item.getErrorDetail().getMessage() != null) {
            return item.getErrorDetail().getMessage();
        }
        if (item.getStream() != null) {
            return item.getStream().strip();
        }
        String layer = item.getId() == null ? "" : item.getId() + ": ";
        return item.getStatus() == null ? "" : layer + item.getStatus();
    }
}
