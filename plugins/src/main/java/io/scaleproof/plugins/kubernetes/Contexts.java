package io.scaleproof.plugins.kubernetes;

import io.scaleproof.plugins.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The contexts that there are in kubeconfig.
 *
 * @param source where they were looked for
 */
record Contexts(String source, List<String> names) {

    static Contexts inText(String kubeconfig) {
        String source = "the kubeconfig given in kubernetes:kubeconfig";
        return new Contexts(source, names(source, kubeconfig).toList());
    }

    /** In those of the files that can be read: KUBECONFIG may name some that are not there. */
    static Contexts inFiles(List<Path> files) {
        return new Contexts(
                files.stream().map(Path::toString).collect(Collectors.joining(", ")),
                files.stream()
                        .filter(Files::isReadable)
                        .flatMap(Contexts::namesIn)
                        .toList());
    }

    void require(String name) {
        if (!names.contains(name)) {
            throw new PluginException(("there is no context %s in %s; %s. Choose one: "
                            + "pulumi config set kubernetes:context NAME, or name another file: export KUBECONFIG=FILE")
                    .formatted(
                            name,
                            source,
                            names.isEmpty()
                                    ? "it has none"
                                    : names.stream().sorted().collect(Collectors.joining(", ", "it has ", ""))));
        }
    }

    private static Stream<String> namesIn(Path file) {
        try {
            return names(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new PluginException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static Stream<String> names(String source, String kubeconfig) {
        try {
            Object content = new Load(LoadSettings.builder().build()).loadFromString(kubeconfig);
            return content instanceof Map<?, ?> fields && fields.get("contexts") instanceof List<?> contexts
                    ? contexts.stream()
                            .filter(context -> context instanceof Map<?, ?>)
                            .map(context -> String.valueOf(((Map<?, ?>) context).get("name")))
                    : Stream.empty();
        } catch (YamlEngineException e) {
            throw new PluginException("%s is no kubeconfig: %s".formatted(source, e.getMessage()), e);
        }
    }
}
