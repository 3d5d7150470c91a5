package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.ForeignLoad;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A load tool that runs while its load is watched. What it prints is passed on, line by line. */
public final class LoadCommand implements Driver, AutoCloseable {
    /** A tool that is asked to end may want to sum up. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    /** The rest of what it printed is there soon after its end, unless something that it started holds its output open. */
    private static final Duration SAID_WITHIN = Duration.ofSeconds(2);

    private final String name;
    private final Duration settle;
    private final Process process;
    private final LatencyLines said = new LatencyLines();
    private final List<Thread> readers;
    private Optional<Duration> ended = Optional.empty();

    private LoadCommand(String name, Duration settle, Process process, Consumer<String> print) {
        this.name = name;
        this.settle = settle;
        this.process = process;
        this.readers = List.of(reader(process.getInputStream(), print), reader(process.getErrorStream(), print));
    }

    /**
     * Starts it.
     *
     * @param settle how long to go on watching after its end
     * @param print given each line that it prints
     */
    public static LoadCommand start(List<String> words, Duration settle, Consumer<String> print) throws CouldNotRun {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new LoadCommand(publicName(words), settle, process, print);
        } catch (IOException e) {
            throw new CouldNotRun(
                    "The command '%s' cannot be started: %s".formatted(words.getFirst(), e.getMessage()),
                    "give it as you type it, after --, as in: watch -- k6 run script.js",
                    e);
        }
    }

    /** Its words up to the first option, after which there may be secrets, and without what a URL may hold of them. */
    static String publicName(List<String> words) {
        return Stream.concat(
                        words.stream().limit(1),
                        words.stream()
                                .skip(1)
                                .takeWhile(word -> !word.startsWith("-"))
                                .limit(3))
                .map(word -> word.replaceAll("//[^/@]*@", "//").replaceAll("[?].*", "?..."))
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    private Thread reader(InputStream stream, Consumer<String> print) {
        return Thread.ofVirtual().start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(stream, Charset.defaultCharset()))) {
                lines.lines().forEach(line -> {
                    print.accept(line);
                    said.read(line);
                });
            } catch (IOException | UncheckedIOException e) {
                // Its output was closed under us: it is gone.
                print.accept("(no more of %s can be read: %s)".formatted(name, e.getMessage()));
            }
        });
    }

    @Override
    public boolean isOver(Duration now) {
        if (process.isAlive()) {
            return false;
        }
        ended = ended.or(() -> Optional.of(now));
        return now.minus(ended.get()).compareTo(settle) >= 0;
    }

    @Override
    public ForeignLoad load() {
        boolean over = !process.isAlive();
        if (over) {
            awaitReaders();
        }
        return new ForeignLoad(
                Optional.of(name), over ? Optional.of(process.exitValue()) : Optional.empty(), said.lines());
    }

    /** Ends it where it still runs: it must not go on when nobody watches. */
    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        awaitReaders();
    }

    private void awaitReaders() {
        try {
            for (Thread reader : readers) {
                var _ = reader.join(SAID_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
