package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import io.scaleproof.infra.config.Settings;
import io.scaleproof.infra.monitoring.ServedMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The whole program, run against mocks: what it declares, exports and complains about. */
final class Program {
    /** Modules without sources, for tests to which sources do not matter. */
    private static final Path REPOSITORY = emptyRepository();

    private final Map<String, String> configuration = new HashMap<>();
    private final Map<String, Map<String, Object>> statuses = new HashMap<>();
    private Path repository = REPOSITORY;
    private Maven maven = _ -> new Maven.Ended(true, "");

    private NodeImages nodeImages = NodeImages.SHARED;
    private MetricsApi metricsApi = () -> new MetricsApi.Hopeless("nobody is behind it");
    private Duration patience = Duration.ofMinutes(1);
    private boolean preview;
    private final List<String> progress = new CopyOnWriteArrayList<>();
    private ServedMetrics servedMetrics = _ -> Optional.empty();
    private Optional<String> localNode = Optional.empty();

    private Program(Map<String, String> configuration) {
        this.configuration.putAll(configuration);
        metricsApi("True", "Passed", "all checks passed");
    }

    /** The program with the defaults but for these. */
    static Program with(String... keysAndValues) {
        var configuration = new HashMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            configuration.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Program(configuration);
    }

    static Program with(Map<String, String> configuration) {
        return new Program(configuration);
    }

    Program metricsApi(String available, String reason, String message) {
        return status(
                "APIService",
                Map.of(
                        "conditions",
                        List.of(Map.of(
                                "type", "Available", "status", available, "reason", reason, "message", message))));
    }

    private static Path emptyRepository() {
        try {
            Path repository = Path.of("target/empty-repository");
            Files.createDirectories(repository.resolve("service"));
            Files.createDirectories(repository.resolve("loadtest"));
            return repository;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the cluster reports of objects of {@code kind}. */
    Program status(String kind, Map<String, Object> status) {
        statuses.put(kind, status);
        return this;
    }

    Program repository(Path folder, Maven replacement) {
        this.repository = folder;
        this.maven = replacement;
        return this;
    }

    Program nodeImages(NodeImages replacement) {
        this.nodeImages = replacement;
        return this;
    }

    /** What is seen of a metrics API that was not available when the program began. */
    Program metricsApi(MetricsApi replacement, Duration longest) {
        this.metricsApi = replacement;
        this.patience = longest;
        return this;
    }

    Program preview() {
        this.preview = true;
        return this;
    }

    /** What the cluster says of a list of metrics. */
    Program servedMetrics(ServedMetrics replacement) {
        this.servedMetrics = replacement;
        return this;
    }

    Program localNode(String address) {
        this.localNode = Optional.of(address);
        return this;
    }

    Run run() {
        var declared = new ConcurrentHashMap<String, Declared>();
        var earlierNames = new ConcurrentHashMap<String, String>();
        PatientSdk.giveThreads();
        try {
            var result = PulumiTest.withMocks(mocks(declared))
                    .withOptions(TestOptions.builder()
                            .projectName("scaleproof")
                            .preview(preview)
                            .resourceTransformations(List.of(resource -> noteEarlierNames(resource, earlierNames)))
                            .build())
                    .runTest(ctx -> App.declare(
                            ctx,
                            Settings.from(configuration),
                            module("service"),
                            module("loadtest"),
                            nodeImages,
                            new MetricsWait(metricsApi, patience, Duration.ZERO, progress::add),
                            servedMetrics,
                            localNode));
            return new Run(result, declared, earlierNames, progress);
        } finally {
            PulumiTest.cleanup();
        }
    }

    private static Optional<ResourceTransformation.Result> noteEarlierNames(
            ResourceTransformation.Args declared, Map<String, String> earlierNames) {
        declared.options().getAliases().stream()
                .map(PulumiTest::extractValue)
                .flatMap(alias -> alias.getName().stream())
                .map(PulumiTest::extractValue)
                .forEach(name -> earlierNames.put(name, declared.resource().pulumiResourceName()));
        return Optional.empty();
    }

    private MavenModule module(String name) {
        return new MavenModule(repository.resolve(name), maven);
    }

    private Mocks mocks(Map<String, Declared> declared) {
        return args -> {
            var id = Optional.ofNullable(args.id).filter(given -> !given.isEmpty());
            declared.put(args.name, new Declared(args.type, args.inputs, id));
            var state = new HashMap<>(args.inputs);
            String kind = args.type.substring(args.type.lastIndexOf(':') + 1);
            if (statuses.containsKey(kind)) {
                state.put("status", statuses.get(kind));
            }
            if (kind.equals("Image")) {
                state.put("repoDigest", "registry.example/scaleproof-service@sha256:5ca1e");
            }
            return CompletableFuture.completedFuture(
                    // What a preview only would create has no identity yet.
                    Mocks.ResourceResult.of(id.or(() -> preview ? Optional.empty() : Optional.of(args.name)), state));
        };
    }

    /**
     * A resource as the program declared it.
     *
     * @param id of the object that it only reads; empty if it makes one
     */
    record Declared(String type, Map<String, Object> inputs, Optional<String> id) {}

    /**
     * What came of it. A resource is asked for by its name, or by an earlier one that it is still known by.
     *
     * @param earlierNames what they are called now
     */
    record Run(
            TestResult result,
            Map<String, Declared> declared,
            Map<String, String> earlierNames,
            List<String> progress) {

        /** A part of a resource's inputs, such as {@code spec.template.spec.containers.0.image}; null if there is none. */
        Object input(String resource, String path) {
            Object here = resource(resource).inputs();
            for (String step : path.split("\\.", -1)) {
                here = switch (here) {
                    case List<?> list -> list.get(Integer.parseInt(step));
                    case Map<?, ?> map -> map.get(step);
                    case null, default -> null;
                };
            }
            return here;
        }

        /** The same of the pod's one container. */
        Object container(String path) {
            return input("deployment", "spec.template.spec.containers.0." + path);
        }

        boolean declares(String resource) {
            return resource(resource) != null;
        }

        Declared resource(String name) {
            return declared.get(declared.containsKey(name) ? name : earlierNames.getOrDefault(name, name));
        }

        /** The resources that would change the cluster or the registry: neither components nor what is only read. */
        List<String> created() {
            return declared.entrySet().stream()
                    .filter(entry -> !entry.getValue().type().startsWith("scaleproof:"))
                    .filter(entry -> entry.getValue().id().isEmpty())
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        }

        Object output(String name) {
            Output<Object> output = result.output(name);
            return PulumiTest.extractValue(output);
        }

        /** What Pulumi shows as errors. */
        List<String> errors() {
            return result.errors();
        }
    }
}
