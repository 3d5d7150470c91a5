package io.scaleproof.service.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.scaleproof.service.Settings;
import io.scaleproof.service.metrics.Refused;
import io.scaleproof.service.problem.Busy;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** Work on request: {@code /load?millis=25} burns 25 ms of CPU. */
@Controller("/load")
class LoadController {
    private final Burners burners;
    private final Settings settings;

    LoadController(Burners burners, Settings settings) {
        this.burners = burners;
        this.settings = settings;
    }

    /**
     * What became of a request.
     *
     * @param cpuMillis CPU time burned
     * @param servingMillis CPU time besides that the event loop took to route the request; decoding it and sending this
     *     answer are not in it
     * @param wallMillis the burning on the clock; longer when throttled
     * @param pod who burned it
     */
    @Serdeable
    record Burned(double cpuMillis, double servingMillis, double wallMillis, String pod) {}

    /** Of its own type Micronaut would make a writer at the start, and a reader besides: docs/decisions.md. */
    @Get
    CompletionStage<Object> burn(HttpRequest<?> request) {
        var asked = LoadRequest.of(request.getParameters().asMap());
        var client = Client.of(request);
        Duration serving = client.serving();
        try {
            return burners.burn(asked.cpu(), client).<Object>thenApply(burn -> burned(burn, serving));
        } catch (RejectedExecutionException e) {
            throw new Busy(Refused.BACKLOG, e.getMessage());
        }
    }

    private Burned burned(Burn burn, Duration serving) {
        return new Burned(millis(burn.cpu()), millis(serving), millis(burn.wall()), settings.podName());
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }
}
