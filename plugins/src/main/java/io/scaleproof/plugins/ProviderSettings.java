package io.scaleproof.plugins;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of a provider that a plugin heeds. Others would change what the official plugin does; ignoring them would
 * be a lie, so they are refused by name.
 *
 * @param plugin as it is called before the colon: {@code kubernetes}
 * @param heeded settings that it acts on
 * @param matched settings whose one value says what it does anyway
 */
public record ProviderSettings(String plugin, Set<String> heeded, Map<String, String> matched) {
    /** What the engine puts beside them, on its own account. */
    private static final Set<String> ENGINES =
            Set.of("version", "pluginDownloadURL", "pluginChecksums", "parameterization");

    /** A sentence for each setting that would have to be ignored. */
    public List<String> refusals(ObjectNode configuration) {
        return configuration.properties().stream()
                .filter(setting -> !isFine(setting.getKey(), setting.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .map(this::refusal)
                .toList();
    }

    private boolean isFine(String name, JsonNode value) {
        return heeded.contains(name)
                || ENGINES.contains(name)
                || name.startsWith("__")
                || value.isNull()
                // The settings' values are texts when they come from a stack's file. What is off is not asked for.
                || value.asString("").equals(matched.getOrDefault(name, "false"));
    }

    private String refusal(String name) {
        String expected = matched.containsKey(name) ? " but as %s".formatted(matched.get(name)) : "";
        return ("%1$s:%2$s is not supported by this stand-in for Pulumi's %1$s plugin%3$s. "
                        + "Remove it (pulumi config rm %1$s:%2$s) or use the official plugin.")
                .formatted(plugin, name, expected);
    }
}
