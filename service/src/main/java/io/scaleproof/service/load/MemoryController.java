package io.scaleproof.service.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.scaleproof.service.Json;
import io.scaleproof.service.Settings;
import io.scaleproof.service.problem.IntParameter;
import io.scaleproof.service.problem.Problem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Memory on request: {@code /load/memory?mebibytes=32&seconds=30} holds 32 MiB for half a minute. */
@Controller("/load/memory")
class MemoryController {
    private static final IntParameter SECONDS = new IntParameter("seconds", 30, 1, 600);

    private final HeldMemory memory;
    private final Settings settings;
    private final IntParameter mebibytesParameter;

    MemoryController(HeldMemory memory, Settings settings) {
        this.memory = memory;
        this.settings = settings;
        int most = settings.memoryMebibytes();
        mebibytesParameter = new IntParameter("mebibytes", Math.min(16, most), 1, most);
    }

    @Get(produces = MediaType.APPLICATION_JSON)
    CompletionStage<HttpResponse<String>> hold(HttpRequest<?> request) {
        Map<String, List<String>> query = request.getParameters().asMap();
        IntParameter.allowOnly(query, mebibytesParameter, SECONDS);
        int mebibytes = mebibytesParameter.in(query);
        int seconds = SECONDS.in(query);
        if (!memory.reserve(mebibytes)) {
            return CompletableFuture.completedStage(Problem.busy("%d MiB are held, and %d more would exceed %d"
                    .formatted(memory.heldMebibytes(), mebibytes, settings.memoryMebibytes())));
        }
        return memory.hold(mebibytes, Duration.ofSeconds(seconds))
                .thenApply(held -> HttpResponse.ok(answer(mebibytes, seconds)));
    }

    private String answer(int mebibytes, int seconds) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("mebibytes", mebibytes);
        answer.put("seconds", seconds);
        answer.put("heldMebibytes", memory.heldMebibytes());
        answer.put("pod", settings.podName());
        return Json.object(answer);
    }
}
