package io.scaleproof.infra.monitoring;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** KEDA's kinds as its Go module has them, from which keda-kinds.yml is made. */
final class KedaRelease {
    static final Path KINDS = Path.of("src/main/resources/io/scaleproof/infra/monitoring/keda-kinds.yml");

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private KedaRelease() {}

    /** Written anew: after another version in cluster/keda/go.mod and a build of it. */
    static String kinds(Path module, String version) {
        return definitions(module.resolve("config/crd/bases")).stream()
                .map(definition -> patched(definition, module.resolve("config/crd/patches")))
                .map(KedaRelease::withoutDescriptions)
                .map(JSON::toJson)
                .collect(Collectors.joining("\n---\n", header(version), "\n"));
    }

    private static String header(String version) {
        return """
                # The kinds of KEDA %s (https://github.com/kedacore/keda, Apache License 2.0): config/crd of its module, with the patches
                # that lie there, and without descriptions, which are most of it. Written by KedaKindsTest.
                """.formatted(version);
    }

    private static List<Map<String, Object>> definitions(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .map(KedaRelease::yaml)
                    .map(KedaRelease::object)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object yaml(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    /** By KEDA's own patches, which are of RFC 6902: scaledjob_patch.yaml is of ScaledJob. */
    private static Map<String, Object> patched(Map<String, Object> definition, Path patches) {
        String kind = at(definition, "spec", "names", "singular").toString();
        Path file = patches.resolve(kind + "_patch.yaml");
        if (Files.exists(file)) {
            ((List<?>) yaml(file)).forEach(patch -> apply(definition, object(patch)));
        }
        return definition;
    }

    @SuppressWarnings("unchecked")
    private static void apply(Map<String, Object> definition, Map<String, Object> patch) {
        String[] path = patch.get("path").toString().substring(1).split("/", -1);
        String last = path[path.length - 1];
        Object parent = at(definition, Arrays.copyOf(path, path.length - 1));
        switch (patch.get("op").toString()) {
            case "add" -> {
                if (last.equals("-")) {
                    ((List<Object>) parent).add(patch.get("value"));
                } else {
                    object(parent).put(last, patch.get("value"));
                }
            }
            case "remove" -> object(parent).remove(last);
            default -> throw new IllegalArgumentException(patch.toString());
        }
    }

    private static Object at(Object here, String... path) {
        for (String step : path) {
            here = here instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) here).get(step);
        }
        return here;
    }

    private static Map<?, ?> withoutDescriptions(Map<String, Object> definition) {
        ((Map<?, ?>) definition.get("metadata")).remove("annotations");
        return (Map<?, ?>) stripped(definition, false);
    }

    /** @param named whether the keys are names that somebody chose: one of them may be description */
    private static Object stripped(Object value, boolean named) {
        return switch (value) {
            case Map<?, ?> map -> {
                var kept = new LinkedHashMap<Object, Object>();
                map.forEach((key, inner) -> {
                    if (named || !key.equals("description") || !(inner instanceof String)) {
                        kept.put(key, stripped(inner, !named && key.equals("properties")));
                    }
                });
                yield kept;
            }
            case List<?> list ->
                list.stream().map(inner -> stripped(inner, false)).toList();
            case null, default -> value;
        };
    }
}
