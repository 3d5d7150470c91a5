package io.scaleproof.service.load;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.scaleproof.service.Settings;
import io.scaleproof.service.metrics.Refused;
import io.scaleproof.service.problem.Busy;
import io.scaleproof.service.problem.IntParameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /**
     * What became of a request.
     *
     * @param mebibytes held for it
     * @param seconds for how long
     * @param heldMebibytes held at the moment, for all requests together
     * @param pod who holds them
     */
    @Serdeable
    record Held(int mebibytes, int seconds, int heldMebibytes, String pod) {}

    /** Not of its own type, as {@link LoadController}. */
    @Get
    CompletionStage<Object> hold(HttpRequest<?> request) {
        Map<String, List<String>> query = request.getParameters().asMap();
        IntParameter.allowOnly(query, mebibytesParameter, SECONDS);
        int mebibytes = mebibytesParameter.in(query);
        int seconds = SECONDS.in(query);
        if (!memory.reserve(mebibytes)) {
            throw new Busy(
                    Refused.MEMORY,
                    "%d MiB are held, and %d more would exceed %d"
                            .formatted(memory.heldMebibytes(), mebibytes, settings.memoryMebibytes()));
        }
        return memory.hold(mebibytes, Duration.ofSeconds(seconds))
                .<Object>thenApply(held -> new Held(mebibytes, seconds, memory.heldMebibytes(), settings.podName()));
    }
}
