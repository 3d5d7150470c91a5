import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Clients that each ask again as soon as they are answered. */
record Clients(int number, int port, String target) {

    /** Requests answered per second, over {@code time}. */
    double throughput(Duration time) {
        var answered = new AtomicLong();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        run(() -> System.nanoTime() < end, answered::incrementAndGet);
        return answered.get() / ((System.nanoTime() - start) / 1e9);
    }

    /** Asks {@code requests} times in all. */
    void ask(int requests) {
        var left = new AtomicLong(requests);
        run(() -> left.getAndDecrement() > 0, () -> {});
    }

    /** Each client asks as long as {@code more} says so. */
    private void run(BooleanSupplier more, Runnable answered) {
        try (var clients = Executors.newFixedThreadPool(number)) {
            var runs = Stream.generate(() -> clients.submit(() -> client(more, answered))).limit(number).toList();
            for (Future<?> run : runs) {
                run.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("asking for " + target, e);
        }
    }

    private Void client(BooleanSupplier more, Runnable answered) throws IOException {
        Connection connection = new Connection(port);
        try {
            while (more.getAsBoolean()) {
                if (!connection.open()) {
                    connection.close();
                    connection = new Connection(port);
                }
                int status = connection.get(target);
                if (status != 200) {
                    throw new IOException("status " + status);
                }
                answered.run();
            }
        } finally {
            connection.close();
        }
        return null;
    }
}
