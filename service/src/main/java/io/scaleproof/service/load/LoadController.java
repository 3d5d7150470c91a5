package io.scaleproof.service.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.scaleproof.service.Json;
import io.scaleproof.service.Settings;
import io.scaleproof.service.problem.Problem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    @Get(produces = MediaType.APPLICATION_JSON)
    CompletionStage<HttpResponse<String>> burn(HttpRequest<?> request) {
        var asked = LoadRequest.of(request.getParameters().asMap());
        var client = Client.of(request);
        Duration serving = client.serving();
        try {
            return burners.burn(asked.cpu(), client).thenApply(burn -> HttpResponse.ok(answer(burn, serving)));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(Problem.busy(e.getMessage()));
        }
    }

    private String answer(Burn burn, Duration serving) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("cpuMillis", millis(burn.cpu()));
        answer.put("servingMillis", millis(serving));
        answer.put("wallMillis", millis(burn.wall()));
        answer.put("pod", settings.podName());
        return Json.object(answer);
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }
}
