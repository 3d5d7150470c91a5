package io.scaleproof.plugins.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaleproof.plugins.PluginException;
import io.scaleproof.plugins.ProviderSettings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which cluster, as whom and in which namespace: the provider's configuration resolved against kubeconfig files.
 *
 * @param namespace where namespaced objects go that name none
 */
record ClusterConfig(Config client, String namespace) {
    private static final ProviderSettings SETTINGS = new ProviderSettings(
            "kubernetes", Set.of("kubeconfig", "context", "namespace"), Map.of("enableServerSideApply", "true"));

    /**
     * @throws PluginException when there is no such file or context, saying which there are, or when a setting would have to
     *     be ignored
     */
    static ClusterConfig of(ObjectNode configuration) {
        check(configuration);
        Config client = client(text(configuration, "kubeconfig"), text(configuration, "context"));
        // Refused connections are told to the user within seconds, not after fabric8's ten growing pauses.
        client.setRequestRetryBackoffLimit(3);
        client.setRequestRetryBackoffInterval(200);
        return new ClusterConfig(
                client,
                text(configuration, "namespace")
                        .or(() -> Optional.ofNullable(client.getNamespace()))
                        .filter(namespace -> !namespace.isBlank())
                        .orElse("default"));
    }

    /**
     * What {@link #of} refuses, without a client's model of kubeconfig, which takes ten times as long to read: each update
     * and each preview asks for no more than this in a plugin of its own.
     *
     * @throws PluginException as {@link #of} does
     */
    static void check(ObjectNode configuration) {
        List<String> refusals = SETTINGS.refusals(configuration);
        if (!refusals.isEmpty()) {
            throw new PluginException(String.join("\n", refusals));
        }
        Optional<String> kubeconfig = text(configuration, "kubeconfig");
        Optional<File> file = kubeconfig.filter(given -> !isInline(given)).map(ClusterConfig::file);
        // fabric8 takes an unknown context for none at all; whoever named one means that one.
        text(configuration, "context")
                .ifPresent(context -> contexts(kubeconfig, file, context).require(context));
    }

    private static Optional<String> text(ObjectNode configuration, String key) {
        return Optional.of(configuration.path(key).asString("")).filter(value -> !value.isBlank());
    }

    private static Contexts contexts(Optional<String> kubeconfig, Optional<File> file, String context) {
        if (file.isPresent()) {
            return Contexts.inFiles(List.of(file.get().toPath()));
        }
        if (kubeconfig.isPresent()) {
            return Contexts.inText(kubeconfig.get());
        }
        List<Path> files =
                Config.getKubeconfigFilenames().stream().map(Path::of).toList();
        if (files.stream().noneMatch(Files::isReadable)) {
            throw new PluginException(
                    ("there is no kubeconfig at %s, so no context %s. Start the cluster, or say where its "
                                    + "kubeconfig is: export KUBECONFIG=FILE")
                            .formatted(files.stream().map(Path::toString).collect(Collectors.joining(", ")), context));
        }
        return Contexts.inFiles(files);
    }

    private static Config client(Optional<String> kubeconfig, Optional<String> context) {
        String wanted = context.orElse(null);
        if (kubeconfig.isEmpty()) {
            return Config.autoConfigure(wanted);
        }
        return isInline(kubeconfig.get())
                ? fromText(wanted, kubeconfig.get())
                : Config.fromKubeconfig(wanted, file(kubeconfig.get()));
    }

    private static boolean isInline(String kubeconfig) {
        return kubeconfig.contains("\n") || kubeconfig.startsWith("{");
    }

    private static Config fromText(String context, String text) {
        io.fabric8.kubernetes.api.model.Config kubeconfig = KubeConfigUtils.parseConfigFromString(text);
        if (context != null) {
            kubeconfig.setCurrentContext(context);
        }
        return Config.fromKubeconfig(Serialization.asJson(kubeconfig));
    }

    private static File file(String path) {
        File file = new File(path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path);
        if (!file.canRead()) {
            throw new PluginException(
                    ("kubernetes:kubeconfig is %s, and there is no such readable file. Set it to one: "
                                    + "pulumi config set kubernetes:kubeconfig FILE")
                            .formatted(path));
        }
        return file;
    }
}
