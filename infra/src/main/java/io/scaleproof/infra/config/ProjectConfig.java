package io.scaleproof.infra.config;

import com.google.gson.JsonParser;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stack's values for this project as Pulumi hands them to the program: all of them, so that a misspelt key is seen
 * (the SDK's own Config only answers for keys that are asked for).
 */
public final class ProjectConfig {
    private static final String VARIABLE = "PULUMI_CONFIG";

    private ProjectConfig() {}

    /** The values of {@code project}'s own namespace by key, the defaults of Pulumi.yaml among them. */
    public static Map<String, String> of(String project) {
        return parse(project, System.getenv().getOrDefault(VARIABLE, "{}"));
    }

    static Map<String, String> parse(String project, String json) {
        String prefix = project + ":";
        Map<String, String> values = new TreeMap<>();
        JsonParser.parseString(json).getAsJsonObject().asMap().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                values.put(key.substring(prefix.length()), value.getAsString());
            }
        });
        return values;
    }
}
