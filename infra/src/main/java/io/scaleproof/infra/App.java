package io.scaleproof.infra;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.scaleproof.infra.config.ProjectConfig;
import io.scaleproof.infra.config.Settings;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;

/** The Pulumi program: configuration, components, outputs. */
public final class App {
    /** Pulumi runs the program in infra/; the service lies beside it. */
    private static final Path REPOSITORY = Path.of("..");

    private static final int LEAST_THREADS = 4;

    private App() {}

    public static void main(String... args) {
        // The SDK waits for its tasks in a busy loop on the common pool, which has a single thread on two cores: the
        // tasks
        // would never get their turn.
        ForkJoinPool.commonPool().setParallelism(LEAST_THREADS);
        Pulumi.run(App::stack);
    }

    private static void stack(Context ctx) {
        var settings = Settings.from(ProjectConfig.of(ctx.projectName()));
        declare(ctx, settings, ServicePackage.of(REPOSITORY, line -> ctx.log().info(line)));
    }

    /** Declares everything; nothing is created before the cluster is known to have metrics. */
    static void declare(Context ctx, Settings settings, ServicePackage servicePackage) {
        var metrics = new MetricsServerCheck("metrics-server");
        var image = new ServiceImage("service-image", servicePackage, metrics);
        var service = new WebService("web-service", settings, image, metrics);
        var autoscaler = new Autoscaler("autoscaler", settings.autoscaling(), service);

        ctx.export("url", service.url());
        ctx.export("namespace", service.namespace());
        ctx.export("deployment", service.deploymentName());
        ctx.export("service", service.serviceName());
        ctx.export("hpa", autoscaler.name());
        ctx.export("image", image.reference());
    }
}
