package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.Outcome;
import io.scaleproof.loadtest.load.SingleRequests.Performed;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.time.Duration;

/** Sends them to the service. */
final class HttpSender implements Sender {
    private final LoadSource source;
    private final int millis;
    private final Stop stop;

    HttpSender(LoadSource source, int millis, Stop stop) {
        this.source = source;
        this.millis = millis;
        this.stop = stop;
    }

    @Override
    public Duration send() throws CouldNotRun {
        Performed performed = source.perform(millis);
        switch (performed.outcome()) {
            case Outcome.Served served -> {}
            case Outcome.Failed failed ->
                throw new CouldNotRun(
                        "The service does not answer well even without load: " + failed.error(),
                        "see whether it asks for another path (--path), a header (--header) or a method (--method), or answers so on purpose"
                                + " (--expect); its logs: kubectl logs -n NAMESPACE deployment/NAME");
            case Outcome.Spoilt spoilt ->
                throw new CouldNotRun(
                        "The cost of a request could not be measured: " + spoilt.why(),
                        "run it on an idle machine, or give the cost with --cost-millis");
            case Outcome.NotSent notSent ->
                throw new CouldNotRun("No request could leave: " + notSent.error(), "ulimit -n 65536");
        }
        return performed.took();
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
        stop.sleep(length);
    }
}
