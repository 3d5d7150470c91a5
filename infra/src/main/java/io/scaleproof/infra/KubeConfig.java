package io.scaleproof.infra;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** What kubectl's configuration says of the cluster that the provider talks to. Nothing of it is needed: a guess, or none. */
final class KubeConfig {
    private KubeConfig() {}

    /**
     * The address of the one node of a local cluster: its API server's, where that is this machine's or a private one.
     *
     * @param setting the provider's {@code kubeconfig}: a path, or the configuration itself
     * @param context the provider's {@code context}; else the current one
     * @param home the user's folder
     */
    static Optional<String> localNode(
            Optional<String> setting, Optional<String> context, Map<String, String> environment, Path home) {
        return configurations(setting, environment, home)
                .flatMap(configuration -> server(configuration, context).stream())
                .findFirst()
                .flatMap(KubeConfig::localHost);
    }

    private static Stream<Map<?, ?>> configurations(
            Optional<String> setting, Map<String, String> environment, Path home) {
        String paths = setting.orElseGet(() -> environment.getOrDefault(
                "KUBECONFIG", home.resolve(".kube").resolve("config").toString()));
        return paths.contains("\n") || paths.startsWith("{")
                ? parsed(paths).stream()
                : Arrays.stream(paths.split(File.pathSeparator, -1))
                        .flatMap(path -> read(path).stream())
                        .flatMap(text -> parsed(text).stream());
    }

    private static Optional<String> read(String path) {
        try {
            return path.isBlank() ? Optional.empty() : Optional.of(Files.readString(Path.of(path)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Map<?, ?>> parsed(String text) {
        try {
            Object configuration = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return configuration instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
        } catch (YAMLException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> server(Map<?, ?> configuration, Optional<String> context) {
        return context.or(() -> Optional.ofNullable(configuration.get("current-context"))
                        .map(Object::toString))
                .flatMap(name -> named(configuration.get("contexts"), name, "context"))
                .flatMap(found -> Optional.ofNullable(found.get("cluster")))
                .flatMap(cluster -> named(configuration.get("clusters"), cluster.toString(), "cluster"))
                .flatMap(found -> Optional.ofNullable(found.get("server")))
                .map(Object::toString);
    }

    private static Optional<Map<?, ?>> named(Object list, String name, String kind) {
        return list instanceof List<?> entries
                ? entries.stream()
                        .filter(entry -> entry instanceof Map<?, ?> map && name.equals(map.get("name")))
                        .map(entry -> ((Map<?, ?>) entry).get(kind))
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(Map.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> localHost(String server) {
        try {
            String host = URI.create(server).getHost();
            return Optional.ofNullable(host).filter(found -> found.equals("localhost") || isLocal(found));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isLocal(String host) {
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            return address.isLoopbackAddress() || address.isSiteLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
