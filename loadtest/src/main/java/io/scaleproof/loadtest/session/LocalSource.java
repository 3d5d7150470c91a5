package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.FireTimes;
import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.Load;
import io.scaleproof.loadtest.load.LoadGenerator;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.Share;
import io.scaleproof.loadtest.load.ShotSink;
import io.scaleproof.loadtest.load.SingleRequests;
import io.scaleproof.loadtest.load.SingleRequests.Performed;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.WorkerHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Requests are sent by this process. */
public final class LocalSource implements LoadSource {
    /** The next stage is queued so long before it begins, so that its first request is not late. */
    private static final Duration HANDOVER = Duration.ofMillis(50);

    private final HttpExchange exchange;
    private final Requests requests;
    private final SingleRequests single;

    /** @param exchange closed with this */
    public LocalSource(HttpExchange exchange, Requests requests) {
        this.exchange = exchange;
        this.requests = requests;
        this.single = new SingleRequests(exchange, millis -> requests.stream(exchange, millis));
    }

    @Override
    public Performed perform(int millis) {
        return single.perform(millis);
    }

    @Override
    public Load begin(long zeroNanos, LoadLog log) {
        return begin(zeroNanos, log, Share.WHOLE);
    }

    /** The same for one of several senders. */
    public Load begin(long zeroNanos, ShotSink sink, Share share) {
        return new LocalLoad(new LoadGenerator(exchange, zeroNanos, sink, share));
    }

    @Override
    public Duration lead() {
        return Duration.ZERO;
    }

    @Override
    public Optional<CouldNotRun> broken() {
        return Optional.empty();
    }

    @Override
    public List<WorkerHealth> workers() {
        return List.of();
    }

    @Override
    public void close() {
        exchange.close();
    }

    private final class LocalLoad implements Load {
        private final LoadGenerator generator;

        LocalLoad(LoadGenerator generator) {
            this.generator = generator;
        }

        @Override
        public Sending queue(String name, int millis, double fromRate, double toRate, Duration start, Duration length) {
            FireTimes times =
                    fromRate == toRate ? FireTimes.constant(toRate) : FireTimes.ramp(fromRate, toRate, length);
            return generator.queue(name, requests.stream(exchange, millis), times, start, start.plus(length));
        }

        @Override
        public Duration notice() {
            return HANDOVER;
        }

        @Override
        public Duration known(Duration now) {
            return now;
        }

        @Override
        public long inFlight() {
            return generator.inFlight();
        }

        @Override
        public double processors() {
            return 0;
        }

        @Override
        public void close() {
            generator.close();
        }
    }
}
