package io.scaleproof.infra;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.scaleproof.infra.config.ProjectConfig;
import io.scaleproof.infra.config.Settings;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.LogManager;

/** The Pulumi program: configuration, components, outputs. */
public final class App {
    /** Pulumi runs the program in infra/; the service lies beside it. */
    private static final Path REPOSITORY = Path.of("..");

    static final int LEAST_THREADS = 4;

    private App() {}

    public static void main(String... args) {
        // The SDK waits for its tasks in a busy loop on the common pool, which has a single thread on two cores: the
        // tasks
        // would never get their turn.
        ForkJoinPool.commonPool().setParallelism(LEAST_THREADS);
        // What the SDK logs it also tells Pulumi, which shows it; a copy on stderr would say everything twice.
        LogManager.getLogManager().reset();
        Pulumi.run(App::stack);
    }

    private static void stack(Context ctx) {
        var settings = Settings.from(ProjectConfig.of(ctx.projectName()));
        declare(ctx, settings, ServicePackage.of(REPOSITORY, line -> ctx.log().info(line)));
    }

    /** Declares everything; nothing is created before the cluster is known to have metrics. */
    static void declare(Context ctx, Settings settings, ServicePackage servicePackage) {
        var metrics = ClusterMetrics.of(settings.metrics());
        var image = new ServiceImage("service-image", settings.delivery(), servicePackage, metrics);
        var service = new WebService("web-service", settings, image, metrics);
        var access = new OutsideAccess("outside-access", settings.access(), service);
        new Autoscaler("autoscaler", settings.autoscaling(), service, metrics);

        ctx.export("url", access.url());
        ctx.export("urls", access.urls());
        ctx.export("namespace", service.namespace());
        ctx.export("deployment", Labels.NAME);
        ctx.export("service", Labels.NAME);
        ctx.export("hpa", Labels.NAME);
        ctx.export("image", image.reference());
        ctx.export("imageDigest", image.digest());
        ctx.export("arithmetic", Arithmetic.of(settings));
    }
}
