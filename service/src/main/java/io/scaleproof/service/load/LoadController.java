package io.scaleproof.service.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.scaleproof.service.Settings;
import io.scaleproof.service.metrics.Metrics;
import io.scaleproof.service.metrics.Refused;
import io.scaleproof.service.problem.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** Work on request: {@code /load?millis=25} burns 25 ms of CPU. */
@Controller("/load")
class LoadController {
    private final Burners burners;
    private final Settings settings;
    private final Metrics metrics;

    LoadController(Burners burners, Settings settings, Metrics metrics) {
        this.burners = burners;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * What became of a request.
     *
     * @param cpuMillis CPU time burned
     * @param servingMillis CPU time that it took to get it to a burner
     * @param wallMillis time on the clock while it burned; more than the CPU time when throttled
     * @param pod who burned it
     */
    @Serdeable
    record Burned(double cpuMillis, double servingMillis, double wallMillis, String pod) {}

    @Get
    CompletionStage<HttpResponse<?>> burn(HttpRequest<?> request) {
        var asked = LoadRequest.of(request.getParameters().asMap());
        var client = Client.of(request);
        Duration serving = client.serving();
        try {
            return burners.burn(asked.cpu(), client).thenApply(burn -> HttpResponse.ok(burned(burn, serving)));
        } catch (RejectedExecutionException e) {
            metrics.requestRefused(Refused.BACKLOG);
            return CompletableFuture.completedStage(Problem.busy(e.getMessage()));
        }
    }

    private Burned burned(Burn burn, Duration serving) {
        return new Burned(millis(burn.cpu()), millis(serving), millis(burn.wall()), settings.podName());
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }
}
