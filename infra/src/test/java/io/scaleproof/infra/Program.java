package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import io.scaleproof.infra.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;

/** The whole program, run against mocks: what it declares, exports and complains about. */
final class Program {
    private static final Map<String, Object> METRICS_AVAILABLE = condition("True", "Passed", "all checks passed");

    private final Map<String, String> configuration = new HashMap<>();
    private final Map<String, Declared> declared = new ConcurrentHashMap<>();
    private Map<String, Object> metricsApi = METRICS_AVAILABLE;
    private Maven maven = modules -> new Maven.Ended(true, "");

    record Declared(String type, Map<String, Object> inputs) {}

    static Program with(String... keysAndValues) {
        var program = new Program();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            program.configuration.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return program;
    }

    static Map<String, Object> condition(String status, String reason, String message) {
        return Map.of(
                "conditions",
                List.of(Map.of("type", "Available", "status", status, "reason", reason, "message", message)));
    }

    Program metricsApi(Map<String, Object> status) {
        this.metricsApi = status;
        return this;
    }

    Program maven(Maven replacement) {
        this.maven = replacement;
        return this;
    }

    Run runIn(Path repository) {
        ForkJoinPool.commonPool().setParallelism(4);
        try {
            TestResult result = PulumiTest.withMocks(mocks())
                    .withOptions(TestOptions.builder().projectName("scaleproof").build())
                    .runTest(ctx ->
                            App.declare(ctx, Settings.from(configuration), new ServicePackage(repository, maven)));
            return new Run(result, declared);
        } finally {
            PulumiTest.cleanup();
        }
    }

    private Mocks mocks() {
        return args -> {
            declared.put(args.name, new Declared(args.type, args.inputs));
            var state = new HashMap<>(args.inputs);
            if (args.type.endsWith(":APIService")) {
                state.put("status", metricsApi);
            }
            return CompletableFuture.completedFuture(
                    Mocks.ResourceResult.of(Optional.of(args.id == null ? args.name : args.id), state));
        };
    }

    /** What came of it. */
    record Run(TestResult result, Map<String, Declared> declared) {
        /** The inputs of a resource by its name in the program. */
        Value inputs(String name) {
            return new Value(declared.get(name).inputs());
        }

        Object output(String name) {
            Output<Object> output = result.output(name);
            return PulumiTest.extractValue(output);
        }
    }

    /** A part of a resource's inputs. */
    record Value(Object raw) {
        /** Follows a path such as {@code spec.template.spec.containers.0.image}. */
        Value at(String path) {
            Object here = raw;
            for (String step : path.split("\\.", -1)) {
                here = here instanceof List<?> list
                        ? list.get(Integer.parseInt(step))
                        : here instanceof Map<?, ?> map ? map.get(step) : null;
            }
            return new Value(here);
        }
    }
}
