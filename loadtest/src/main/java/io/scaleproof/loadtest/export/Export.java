package io.scaleproof.loadtest.export;

import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.Decision;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.terminal.Progress;
import io.scaleproof.loadtest.terminal.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells one run to a server while it goes on, if there is one to tell. Neither the run nor its verdict depends on what becomes of
 * that.
 */
public final class Export implements AutoCloseable {
    private final Optional<Destination> to;
    private final Optional<Sender> sender;
    private Optional<RunMetrics> metrics = Optional.empty();
    private String namespace = "";
    private String deployment = "";
    private Duration clusterAhead = Duration.ZERO;

    private Export(Optional<Destination> to, Optional<Sender> sender) {
        this.to = to;
        this.sender = sender;
    }

    /**
     * Begins it.
     *
     * @param program name and version of who sends, as servers log it
     */
    public static Export to(Optional<Destination> destination, String program) {
        return to(destination, program, Sender.EVERY);
    }

    static Export to(Optional<Destination> destination, String program, Duration every) {
        return new Export(destination, destination.map(to -> new Sender(new RemoteWrite(to, program), every)));
    }

    /**
     * The same as {@code shown}, and what it is told goes to the server, too.
     *
     * @param deploymentOfIt name of what the HPA scales, whatever its kind
     * @param ahead by how much the cluster's clock is ahead of this machine's
     */
    public Progress beside(Progress shown, String namespaceOfIt, String deploymentOfIt, Duration ahead) {
        if (sender.isEmpty()) {
            return shown;
        }
        namespace = namespaceOfIt;
        deployment = deploymentOfIt;
        clusterAhead = ahead;
        shown.say("export   to %s".formatted(to.orElseThrow().shown()));
        return new Telling(shown, sender.get());
    }

    /** Tells what the run came to and waits, for some seconds at most, until the server has it. Says what did not arrive. */
    public void ended(RunRecord run, Consumer<String> say) throws InterruptedException {
        if (sender.isEmpty()) {
            return;
        }
        Sender last = sender.get();
        last.add(metrics(run.started()).ended(run));
        last.finish();
        say.accept(words(last, to.orElseThrow().shown()));
    }

    private static String words(Sender sent, String server) {
        String what = String.format(
                Locale.ROOT, "%,d of %,d samples are at %s", sent.added() - sent.missing(), sent.added(), server);
        return sent.missing() == 0
                ? "Export: " + what
                : "Export: %s; the others did not arrive%s"
                        .formatted(what, sent.trouble().map(": "::concat).orElse(""));
    }

    private RunMetrics metrics(Instant zero) {
        if (metrics.isEmpty()) {
            metrics = Optional.of(new RunMetrics(namespace, deployment, zero, clusterAhead));
        }
        return metrics.get();
    }

    @Override
    public void close() {
        sender.ifPresent(Sender::close);
    }

    private final class Telling implements Progress {
        private final Progress shown;
        private final Sender server;

        Telling(Progress shown, Sender server) {
            this.shown = shown;
            this.server = server;
        }

        @Override
        public void say(String line) {
            shown.say(line);
        }

        @Override
        public void begin(Plan plan) {
            shown.begin(plan);
        }

        @Override
        public void decided(Decision decision) {
            shown.decided(decision);
        }

        @Override
        public void second(Snapshot now) {
            shown.second(now);
            server.add(metrics(now.zero()).of(now));
            server.news().ifPresent(why -> shown.say("export   %s. The run goes on without it".formatted(why)));
        }

        @Override
        public void close() {
            shown.close();
        }
    }
}
