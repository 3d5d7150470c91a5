package io.scaleproof.plugins.docker;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.ResponseItem;
import io.scaleproof.plugins.Cancellation;
import io.scaleproof.plugins.PluginException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The daemon's output of a build or push: passed on line by line, its end kept for the case that it fails. */
final class Transcript<T extends ResponseItem> extends ResultCallbackTemplate<Transcript<T>, T> {
    private static final int LINES_KEPT = 20;

    private final String what;
    private final Consumer<String> output;
    private final Deque<String> end = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String error;

    Transcript(String what, Consumer<String> output) {
        this.what = what;
        this.output = output;
    }

    @Override
    public void onComplete() {
        super.onComplete();
        ended.countDown();
    }

    @Override
    public void onError(Throwable throwable) {
        super.onError(throwable);
        ended.countDown();
    }

    @Override
    public void onNext(T item) {
        String text = DockerDaemon.line(item);
        if (item.isErrorIndicated()) {
            error = text;
            return;
        }
        text.lines().filter(line -> !line.isBlank()).forEach(this::add);
    }

    private synchronized void add(String line) {
        output.accept(line);
        end.addLast(line);
        if (end.size() > LINES_KEPT) {
            end.removeFirst();
        }
    }

    /** Returns when all went well; the error otherwise ends with the last lines. */
    void await(Cancellation cancellation) {
        try {
            // The callback's own timed wait closes it when the time is up, and with it the daemon's work.
            while (!ended.await(200, TimeUnit.MILLISECONDS)) {
                if (cancellation.isRequested()) {
                    close(); // the daemon gives up when nobody listens
                    throw new PluginException(what + " was cancelled");
                }
            }
            awaitCompletion(); // throws what went wrong on the way to the daemon
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException(what + " was interrupted", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (error != null) {
            throw new PluginException("%s failed: %s%n%s"
                    .formatted(
                            what,
                            error,
                            String.join("\n", lastLines()).indent(4).stripTrailing()));
        }
    }

    private synchronized String[] lastLines() {
        return end.toArray(String[]::new);
    }
}
