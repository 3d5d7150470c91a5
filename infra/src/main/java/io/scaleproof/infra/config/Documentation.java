package io.scaleproof.infra.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the settings down where Pulumi and people read them: the schema at the end of Pulumi.yaml, and
 * docs/configuration.md.
 */
public final class Documentation {
    static final Path PROJECT = Path.of("Pulumi.yaml");
    static final Path TABLE = Path.of("docs/configuration.md");

    private static final String SCHEMA_BEGINS = "config:\n";

    private Documentation() {}

    /** Run from the repository's folder or from infra/. */
    public static void main(String... args) throws IOException {
        Path repository = Path.of(Files.exists(PROJECT) ? "" : "..");
        Path project = repository.resolve(PROJECT);
        Files.writeString(project, withSchema(Files.readString(project)));
        Files.writeString(repository.resolve(TABLE), table());
    }

    /** Pulumi.yaml with its last section, the schema, as the keys have it. */
    static String withSchema(String project) {
        String rest = project.substring(0, project.indexOf(SCHEMA_BEGINS) + SCHEMA_BEGINS.length());
        return rest + Keys.all().map(Documentation::entry).collect(Collectors.joining());
    }

    private static String entry(Key<?> key) {
        return """
                  %s:
                    type: %s
                    default: %s
                    description: %s
                """.formatted(key.name(), key.type(), typed(key), quoted(key.purpose() + " (" + key.allowed() + ")"));
    }

    private static String typed(Key<?> key) {
        return key.type().equals("string") ? quoted(key.byDefault()) : key.byDefault();
    }

    /** A string of YAML; the settings' texts have nothing in them that would need more. */
    private static String quoted(String text) {
        return '"' + text + '"';
    }

    static String table() {
        return """
                # Configuration

                One command each, then `pulumi up`:

                ```
                pulumi config set maxReplicas 20
                ```

                A stack's values are in its file, `Pulumi.<stack>.yaml`; what is not there has the default. Wrong values are
                refused before anything is changed, all of them at once, each with the command that fixes it. Unknown settings
                are refused, too, with the nearest known name.

                This page is made from `infra/src/main/java/io/scaleproof/infra/config/Keys.java`, and so is the schema in
                `Pulumi.yaml`: `mvn -pl infra compile exec:java -DmainClass=io.scaleproof.infra.config.Documentation`
                """ + Keys.groups().stream().map(Documentation::section).collect(Collectors.joining()) + presets();
    }

    private static String section(Keys.Group group) {
        return """

                ## %s

                | Setting | Default | Allowed | What it does |
                | --- | --- | --- | --- |
                """.formatted(group.title())
                + group.keys().stream().map(Documentation::row).collect(Collectors.joining());
    }

    private static String presets() {
        return """

                ## Presets

                What `scalingPreset` stands for, with 10 as maxReplicas. Any part of it can be set by itself.

                | Preset | Up: window, policies | Down: window, policies |
                | --- | --- | --- |
                """
                + Arrays.stream(ScalingPreset.values())
                        .map(Documentation::preset)
                        .collect(Collectors.joining())
                + """

                A policy of `10pods/15s` lets one decision go from 1 to 10 pods. Kubernetes' own, `4pods/15s,100%/15s`, makes it
                1, 5, 10, and each step waits for the next look of the autoscaler (every 15 s). A down window of 60 s returns
                pods a minute after they were last needed; where load comes in waves shorter than the window, pods stay through
                the troughs, where it comes in longer ones they go and must start again. `careful` never removes more than a
                tenth of the pods (and always one) in a minute.
                """;
    }

    private static String preset(ScalingPreset preset) {
        return "| `%s` | %d s, `%s` | %d s, `%s` |\n"
                .formatted(
                        preset,
                        preset.upWindowSeconds(),
                        policies(preset.upPolicies(Integer.parseInt(Keys.MAX_REPLICAS.byDefault()))),
                        preset.downWindowSeconds(),
                        policies(preset.downPolicies()));
    }

    private static String policies(List<ScalingPolicy> policies) {
        return policies.stream().map(ScalingPolicy::toString).collect(Collectors.joining(","));
    }

    private static String row(Key<?> key) {
        return "| `%s` | `%s` | %s | %s |\n".formatted(key.name(), key.byDefault(), key.allowed(), key.purpose());
    }
}
