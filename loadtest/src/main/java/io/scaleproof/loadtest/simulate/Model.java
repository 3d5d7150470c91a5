package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.hpa.ControllerFlags;
import io.scaleproof.loadtest.record.HpaSettings.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How pods and metrics behave.
 *
 * @param cpuRequestMillicores what a pod requests
 * @param cpuLimitMillicores what it may use at most
 * @param idleMillicores what it uses without load
 * @param fullMillicores usage at which it is at the HPA's target
 * @param started from a pod's creation until its container runs
 * @param ready from there until it is ready
 * @param startCpuMillis CPU time that it burns in between
 * @param stopped from its deletion until it is gone; it gets no requests in that time
 * @param queue the most work, in time, that waits at a pod; requests beyond it fail
 * @param metricsResolution how often usage is measured, which is also what it is averaged over
 * @param metricsPhase when it is measured for the first time after the run's zero
 * @param syncPhase when the HPA syncs for the first time after the run's zero
 * @param controller the HPA controller's flags
 * @param scraping how requests are counted, where the HPA looks at them
 */
public record Model(
        double cpuRequestMillicores,
        double cpuLimitMillicores,
        double idleMillicores,
        double fullMillicores,
        Duration started,
        Duration ready,
        double startCpuMillis,
        Duration stopped,
        Duration queue,
        Duration metricsResolution,
        Duration metricsPhase,
        Duration syncPhase,
        ControllerFlags controller,
        Scraping scraping) {

    public Model {
        require(cpuRequestMillicores > 0, "cpuRequest", cpuRequestMillicores, "above 0");
        require(
                cpuLimitMillicores > idleMillicores,
                "cpuLimit",
                cpuLimitMillicores,
                "above what a pod uses without load, %.0fm".formatted(idleMillicores));
        require(
                fullMillicores > idleMillicores,
                "the HPA's target in millicores",
                fullMillicores,
                "above what a pod uses without load, %.0fm".formatted(idleMillicores));
        require(
                metricsResolution.toMillis() >= 1_000,
                "metricsResolution in seconds",
                metricsResolution.toMillis() / 1e3,
                "1 or more");
        require(
                controller.syncPeriod().toMillis() >= 1_000,
                "syncPeriod in seconds",
                controller.syncPeriod().toMillis() / 1e3,
                "1 or more");
    }

    private static void require(boolean holds, String what, double value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("%s is %s. It has to be %s".formatted(what, value, allowed));
        }
    }

    /** The same for an HPA that looks at {@code metric}: at half of the request where that is no utilization. */
    public static Model standard(Metric metric) {
        return standard(metric.targetType().equals("Utilization") ? metric.target() : 50);
    }

    /**
     * The stand-in cluster and the service as they come: a small pod that starts in 2.5 s, metrics every 15 s, syncs
     * every 15 s, half-way between two metrics.
     *
     * @param targetPercent the HPA's target, in percent of the request
     */
    public static Model standard(double targetPercent) {
        return new Model(
                100,
                500,
                3,
                targetPercent,
                Duration.ofMillis(800),
                Duration.ofMillis(1_700),
                500,
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofMillis(12_500),
                ControllerFlags.DEFAULT,
                Scraping.STANDARD);
    }

    /** What one ready pod can do for requests, CPU milliseconds per second. */
    double capacity() {
        return cpuLimitMillicores - idleMillicores;
    }

    /** The model in words, one assumption a line. */
    public List<String> words(Signal signal) {
        String pod = "a pod requests %s of CPU, may use %s, idles at %s"
                .formatted(
                        millicores(cpuRequestMillicores), millicores(cpuLimitMillicores), millicores(idleMillicores));
        return List.of(
                signal.isCpu()
                        ? pod + " and is at the target at " + millicores(fullMillicores)
                        : pod + "; a request takes %.1f ms of it".formatted(signal.cpuMillis()),
                "a pod is ready %s after its creation and burns %.0f ms of CPU meanwhile; all pods of a decision start together"
                        .formatted(seconds(started.plus(ready)), startCpuMillis),
                "a pod is gone %s after its deletion and serves nothing in that time".formatted(seconds(stopped)),
                signal.isCpu()
                        ? "metrics every %s, averaged over as long, the first after %s"
                                .formatted(seconds(metricsResolution), seconds(metricsPhase))
                        : "requests are scraped every %s, the first time after %s, and rated over %s; those of a new pod from %s after its container's start"
                                .formatted(
                                        seconds(scraping.interval()),
                                        seconds(scraping.phase()),
                                        seconds(scraping.window()),
                                        seconds(scraping.discovery())),
                "the HPA syncs every %s, for the first time after %s"
                        .formatted(seconds(controller.syncPeriod()), seconds(syncPhase)),
                "requests wait at a pod for at most %s of work and fail beyond it; latency is CPU time and waiting, no more"
                        .formatted(seconds(queue)));
    }

    private static String millicores(double millicores) {
        return String.format(Locale.ROOT, "%.0fm", millicores);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
