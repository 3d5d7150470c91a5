package io.scaleproof.plugins.kubernetes;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaleproof.plugins.PluginException;
import io.scaleproof.plugins.ProviderSettings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
        List<String> refusals = SETTINGS.refusals(configuration);
        if (!refusals.isEmpty()) {
            throw new PluginException(String.join("\n", refusals));
        }
        Optional<String> context = text(configuration, "context");
        Config client = client(text(configuration, "kubeconfig"), context);
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

    private static Optional<String> text(ObjectNode configuration, String key) {
        return Optional.of(configuration.path(key).asString("")).filter(value -> !value.isBlank());
    }

    private static Config client(Optional<String> kubeconfig, Optional<String> context) {
        if (kubeconfig.filter(ClusterConfig::isInline).isPresent()) {
            return checked(
                    context,
                    "the kubeconfig given in kubernetes:kubeconfig",
                    wanted -> fromText(wanted, kubeconfig.get()));
        }
        if (kubeconfig.isPresent()) {
            File file = file(kubeconfig.get());
            return checked(context, file.toString(), wanted -> Config.fromKubeconfig(wanted, file));
        }
        Collection<String> files = Config.getKubeconfigFilenames();
        if (context.isPresent() && files.stream().noneMatch(file -> Files.isReadable(Path.of(file)))) {
            throw new PluginException(
                    ("there is no kubeconfig at %s, so no context %s. Start the cluster, or say where its "
                                    + "kubeconfig is: export KUBECONFIG=FILE")
                            .formatted(String.join(", ", files), context.get()));
        }
        return checked(context, String.join(", ", files), Config::autoConfigure);
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

    /** fabric8 takes an unknown context for none at all; whoever named one means that one. */
    private static Config checked(Optional<String> context, String source, Function<String, Config> load) {
        Config config = load.apply(context.orElse(null));
        List<String> known = config.getContexts() == null
                ? List.of()
                : config.getContexts().stream().map(NamedContext::getName).toList();
        if (context.isPresent() && !known.contains(context.get())) {
            throw new PluginException(("there is no context %s in %s; %s. Choose one: "
                            + "pulumi config set kubernetes:context NAME, or name another file: export KUBECONFIG=FILE")
                    .formatted(
                            context.get(),
                            source,
                            known.isEmpty()
                                    ? "it has none"
                                    : known.stream().sorted().collect(Collectors.joining(", ", "it has ", ""))));
        }
        return config;
    }
}
