package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.Provider;
import com.pulumi.kubernetes.ProviderArgs;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import io.scaleproof.infra.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Components as somebody else's program uses them: several of a kind, on a cluster of its own. */
class ComponentsTest {
    @TempDir
    private Path module;

    private final ConcurrentLinkedQueue<Mocks.ResourceArgs> declared = new ConcurrentLinkedQueue<>();

    @Test
    void twoOfAKindShareNoName() throws IOException {
        run(() -> {
            var options = ComponentResourceOptions.builder().build();
            declare("shop", options);
            declare("bank", options);
        });

        assertThat(declared)
                .extracting(resource -> resource.type + " " + resource.name)
                .doesNotHaveDuplicates()
                .contains(
                        "kubernetes:apps/v1:Deployment shop-deployment",
                        "kubernetes:apps/v1:Deployment bank-deployment",
                        "kubernetes:core/v1:Namespace bank-" + ServiceNamespace.NAME,
                        "kubernetes:autoscaling/v2:HorizontalPodAutoscaler bank-scaling-hpa");
    }

    @Test
    void whatIsGivenAProviderPassesItOnToAllThatItMakes() throws IOException {
        run(() -> {
            var provider = new Provider("elsewhere", ProviderArgs.Empty, CustomResourceOptions.Empty);
            declare(
                    "shop",
                    ComponentResourceOptions.builder().provider(provider).build());
        });

        assertThat(declared)
                .filteredOn(resource -> resource.type.startsWith("kubernetes:"))
                .hasSizeGreaterThan(15)
                .allSatisfy(resource ->
                        assertThat(resource.provider).as(resource.name).contains("::elsewhere"));
    }

    /** All that the program has, under names of its own. */
    private void declare(String name, ComponentResourceOptions options) {
        var settings = Settings.from(Map.of(
                "namespace", name,
                "metricsServer", "install",
                "ingressHost", name + ".example",
                "gateway", "public",
                "networkPolicy", "true",
                "resourceQuota", "true"));
        var wait = new MetricsWait(MetricsApi.Available::new, Duration.ZERO, Duration.ZERO, _ -> {});
        new MetricsServerCheck(name + "-check", wait, options);
        var metrics = new ClusterMetrics(
                Output.of(true), List.of(new MetricsServer(name + "-metrics", settings.metrics(), options)));
        var image = new ServiceImage(
                name + "-image",
                new ServiceImage.Args(
                        settings.delivery(),
                        new MavenModule(module, _ -> new Maven.Ended(true, "")),
                        NodeImages.SHARED,
                        metrics),
                options);
        var service = new WebService(name, new WebService.Args(settings, image, metrics), options);
        new OutsideAccess(
                name + "-access", new OutsideAccess.Args(settings.access(), service, Optional.empty()), options);
        new Autoscaler(
                name + "-scaling",
                new Autoscaler.Args(settings.autoscaling(), service, metrics, metric -> Output.of(metric.metric())),
                options);
    }

    private void run(Runnable program) throws IOException {
        Files.createDirectories(module);
        PatientSdk.giveThreads();
        try {
            PulumiTest.withMocks(this::made)
                    .withOptions(TestOptions.builder().projectName("somebody-s").build())
                    .runTest(_ -> program.run())
                    .throwOnError();
        } finally {
            PulumiTest.cleanup();
        }
    }

    private CompletableFuture<Mocks.ResourceResult> made(Mocks.ResourceArgs resource) {
        declared.add(resource);
        var state = new HashMap<>(resource.inputs);
        state.put("repoDigest", "registry.example/scaleproof-service@sha256:5ca1e");
        state.put("status", Map.of("conditions", List.of(Map.of("type", "Available", "status", "True"))));
        return CompletableFuture.completedFuture(Mocks.ResourceResult.of(Optional.of(resource.name), state));
    }
}
