package io.scaleproof.loadtest.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.Outcome;
import io.scaleproof.loadtest.load.Passage;
import io.scaleproof.loadtest.load.Shot;
import io.scaleproof.loadtest.load.Tally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MergedTallyTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration NEVER_SETTLED = Duration.ofDays(1);
    private static final int WORKERS = 3;

    @Test
    void whatSeveralWorkersSawAddsUpToWhatOneWouldHaveSeen() throws IOException {
        LoadLog one = new LoadLog(TIMEOUT);
        LoadLog merged = new LoadLog(TIMEOUT);
        List<LoadLog> theirs = new ArrayList<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            theirs.add(new LoadLog(NEVER_SETTLED));
        }
        one.begun("light", 0);
        theirs.forEach(log -> log.begun("light", 0));
        Random random = new Random(15);
        for (int n = 0; n < 20_000; n++) {
            Shot shot = shot(n, random);
            LoadLog its = theirs.get(n % WORKERS);
            List.of(one, its).forEach(log -> {
                log.due(shot.stage(), shot.dueNanos());
                log.done(shot);
            });
            if (random.nextInt(500) == 0) {
                merged.add(overTheWire(its.take()));
            }
        }
        for (LoadLog log : theirs) {
            merged.add(overTheWire(log.take()));
        }

        assertThat(merged.total()).as("latency of all").isEqualTo(one.total());
        assertThat(merged.seconds()).as("seconds").isEqualTo(one.seconds());
        assertThat(merged.stage("light")).as("latency of a stage").isEqualTo(one.stage("light"));
        assertThat(merged.health(TIMEOUT)).as("lateness").isEqualTo(one.health(TIMEOUT));
        assertThat(merged.pods()).as("answers by pod").isEqualTo(one.pods());
        assertThat(merged.requests()).as("counts by request").containsExactlyInAnyOrderElementsOf(one.requests());
        assertThat(merged.failures()).as("failures").containsExactlyInAnyOrderElementsOf(one.failures());
        assertThat(merged.spoilt()).as("spoilt").containsExactlyInAnyOrderElementsOf(one.spoilt());
        assertThat(merged.idleRaces()).as("races").isEqualTo(one.idleRaces());
        assertThat(merged.ended()).as("ended").isEqualTo(one.ended());
        assertThat(merged.failed()).as("failed").isEqualTo(one.failed());
        assertThat(merged.lastWholeSecond(Duration.ofSeconds(5)))
                .as("a second while it runs")
                .isEqualTo(one.lastWholeSecond(Duration.ofSeconds(5)));
        assertThat(one.failed()).as("failures that were merged").isPositive();
    }

    @Test
    void twoHalvesMergedHaveEveryCountOfTheHistogramsOfTheWhole() throws IOException {
        LoadLog one = new LoadLog(NEVER_SETTLED);
        LoadLog merged = new LoadLog(NEVER_SETTLED);
        List<LoadLog> halves = List.of(new LoadLog(NEVER_SETTLED), new LoadLog(NEVER_SETTLED));
        Random random = new Random(7);
        for (int n = 0; n < 5_000; n++) {
            Shot shot = shot(n, random);
            one.done(shot);
            halves.get(n % 2).done(shot);
        }
        for (LoadLog half : halves) {
            merged.add(overTheWire(half.take()));
        }

        Tally whole = one.take();
        Tally sum = merged.take();

        assertThat(counts(sum.stages().get("light")))
                .as("latency of the stage")
                .isEqualTo(counts(whole.stages().get("light")));
        assertThat(counts(sum.late())).as("lateness").isEqualTo(counts(whole.late()));
        assertThat(sum.seconds()).hasSameSizeAs(whole.seconds());
        whole.seconds()
                .forEach((at, second) -> assertThat(counts(sum.seconds().get(at).latencies()))
                        .as("latency of second " + at)
                        .isEqualTo(counts(second.latencies())));
    }

    @Test
    void whatWasTakenIsTakenOnce() {
        LoadLog log = new LoadLog(TIMEOUT);
        log.done(shot(0, new Random(1)));

        assertThat(Tally.Lateness.none().and(log.take()).count()).isEqualTo(1);
        assertThat(Tally.Lateness.none().and(log.take()).count()).isZero();
        assertThat(log.ended()).isZero();
    }

    /** One of many milliseconds, 500 a second; some fail, are spoilt, late, or go on for seconds. */
    private static Shot shot(int n, Random random) {
        long due = n * 2_000_000L;
        long late = random.nextInt(50) == 0 ? 80_000_000 : random.nextInt(200_000);
        long took = (long) (Math.exp(random.nextGaussian()) * 20e6) + (random.nextInt(900) == 0 ? 3_000_000_000L : 0);
        Optional<String> pod = Optional.of("pod-" + random.nextInt(4));
        Outcome outcome = switch (random.nextInt(40)) {
            case 0 -> new Outcome.Failed(Outcome.Step.WAIT, "HTTP 503", pod);
            case 1 -> new Outcome.Spoilt(Outcome.Step.ANSWER, "a standstill");
            case 2 -> new Outcome.NotSent("no port");
            default -> new Outcome.Served(200, pod);
        };
        Passage passage = new Passage(
                "GET /" + random.nextInt(2), Optional.empty(), random.nextInt(90) == 0, random.nextInt(90) == 0);
        return new Shot("light", due, due + late, due + late + took, 0, outcome, passage);
    }

    /** As HdrHistogram compares them: all counts, by value. The text of two that are equal may differ in the room that they have. */
    private static Histogram counts(String compressed) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(compressed)), 0);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }

    private static Tally overTheWire(Tally tally) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        Wire.write(new Answer.Seen(tally, 0, 0, 0, Optional.empty()), Answer.class, line);
        Answer read = Wire.answer(line.toString(StandardCharsets.UTF_8));
        assertThat(read).isInstanceOf(Answer.Seen.class);
        return ((Answer.Seen) read).tally();
    }
}
