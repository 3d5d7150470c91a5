import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.FireTimes;
import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.LoadGenerator;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.RequestForm;
import java.net.URI;
import java.time.Duration;

/**
 * Sends a constant rate to a server with the load test's own generator, and prints how well it kept the schedule.
 *
 * <p>Arguments: URL, requests per second, seconds to warm up at that rate, seconds to measure.
 */
final class LoadBench {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private LoadBench() {}

    public static void main(String[] args) throws InterruptedException {
        URI url = URI.create(args[0]);
        double rate = Double.parseDouble(args[1]);
        try (HttpExchange exchange = new HttpExchange(Endpoint.of(url), RequestForm.GET, Integer.MAX_VALUE, TIMEOUT)) {
            send(exchange, rate, Duration.ofSeconds(Long.parseLong(args[2])));
            LoadLog log = send(exchange, rate, Duration.ofSeconds(Long.parseLong(args[3])));
            var health = log.health(Duration.ofMillis(1));
            System.out.printf(
                    "%d %d %.3f %.3f %.3f%n",
                    log.ended(), log.failed(), health.lateP50Millis(), health.lateP99Millis(), health.lateMaxMillis());
        }
    }

    private static LoadLog send(HttpExchange exchange, double rate, Duration length) throws InterruptedException {
        LoadLog log = new LoadLog(TIMEOUT);
        try (LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), log)) {
            generator.queue("bench", () -> exchange.request("/"), FireTimes.constant(rate), Duration.ZERO, length);
            Thread.sleep(length.plusMillis(300));
        }
        return log;
    }
}
