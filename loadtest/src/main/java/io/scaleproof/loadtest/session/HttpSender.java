package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.HttpExchange.Request;
import io.scaleproof.loadtest.load.Outcome;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.time.Duration;
import java.util.function.Supplier;

/** Sends them to the service. */
final class HttpSender implements Sender {
    private final HttpExchange exchange;
    private final Supplier<Request> requests;
    private final Stop stop;

    HttpSender(HttpExchange exchange, Supplier<Request> requests, Stop stop) {
        this.exchange = exchange;
        this.requests = requests;
        this.stop = stop;
    }

    @Override
    public Duration send() throws CouldNotRun {
        long begun = System.nanoTime();
        Outcome outcome = exchange.perform(requests.get(), begun, at -> {});
        switch (outcome) {
            case Outcome.Served served -> {}
            case Outcome.Failed failed ->
                throw new CouldNotRun(
                        "The service does not answer well even without load: " + failed.error(),
                        "look at its logs: kubectl logs -n NAMESPACE deployment/NAME");
            case Outcome.Spoilt spoilt ->
                throw new CouldNotRun(
                        "The cost of a request could not be measured: " + spoilt.why(),
                        "run it on an idle machine, or give the cost with --cost-millis");
            case Outcome.NotSent notSent ->
                throw new CouldNotRun("No request could leave: " + notSent.error(), "ulimit -n 65536");
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
        stop.sleep(length);
    }
}
