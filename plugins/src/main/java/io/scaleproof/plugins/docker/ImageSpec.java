package io.scaleproof.plugins.docker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The inputs of {@code docker:index/image:Image}, with their defaults.
 *
 * @param context folder that the build sees; relative paths count from the program's folder, which is this process's
 * @param pushed whether the image goes to its registry
 */
record ImageSpec(
        String name,
        boolean pushed,
        Registry registry,
        Path context,
        Path dockerfile,
        Map<String, String> args,
        Optional<String> target,
        Optional<String> platform,
        Set<String> cacheFrom) {

    /** Empty credentials mean those of the Docker configuration. */
    record Registry(String server, String username, String password) {}

    static ImageSpec of(JsonNode inputs) {
        JsonNode build = inputs.path("build");
        JsonNode registry = inputs.path("registry");
        Path context = Path.of(build.path("context").asString("."));
        Map<String, String> args = new TreeMap<>();
        build.path("args")
                .properties()
                .forEach(arg -> args.put(arg.getKey(), arg.getValue().asString()));
        return new ImageSpec(
                inputs.path("imageName").asString(""),
                !inputs.path("skipPush").asBoolean(false),
                new Registry(
                        registry.path("server").asString(""),
                        registry.path("username").asString(""),
                        registry.path("password").asString("")),
                context,
                build.has("dockerfile") ? Path.of(build.path("dockerfile").asString()) : context.resolve("Dockerfile"),
                args,
                text(build, "target"),
                text(build, "platform"),
                build.path("cacheFrom")
                        .path("images")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.toSet()));
    }

    private static Optional<String> text(JsonNode object, String key) {
        return Optional.of(object.path(key).asString("")).filter(value -> !value.isEmpty());
    }
}
