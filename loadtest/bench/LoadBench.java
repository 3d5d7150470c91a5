import com.sun.management.OperatingSystemMXBean;
import io.scaleproof.loadtest.load.Endpoint;
import io.scaleproof.loadtest.load.FireTimes;
import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.LoadGenerator;
import io.scaleproof.loadtest.load.LoadLog;
import io.scaleproof.loadtest.load.RequestForm;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;

/**
 * Sends a constant rate to a server with the load test's own generator, and prints how well it kept the schedule, and the CPU
 * seconds of the process, until the measuring began and from then on.
 *
 * <p>Arguments: URL, requests per second, requests per connection (0 for any number), seconds to warm up at that rate, seconds to measure.
 */
final class LoadBench {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final OperatingSystemMXBean MACHINE = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private LoadBench() {}

    public static void main(String[] args) throws InterruptedException {
        URI url = URI.create(args[0]);
        double rate = Double.parseDouble(args[1]);
        int perConnection = Integer.parseInt(args[2]);
        try (HttpExchange exchange = new HttpExchange(
                Endpoint.of(url), RequestForm.GET, perConnection == 0 ? Integer.MAX_VALUE : perConnection, TIMEOUT)) {
            HttpExchange.Request request = exchange.request(url.getPath());
            send(exchange, request, rate, Duration.ofSeconds(Long.parseLong(args[3])));
            double before = cpuSeconds();
            LoadLog log = send(exchange, request, rate, Duration.ofSeconds(Long.parseLong(args[4])));
            var health = log.health(Duration.ofMillis(1));
            System.out.printf(
                    "%d %d %.3f %.3f %.3f %.3f %.3f%n",
                    log.ended(),
                    log.failed(),
                    health.lateP50Millis(),
                    health.lateP99Millis(),
                    health.lateMaxMillis(),
                    before,
                    cpuSeconds() - before);
        }
    }

    private static double cpuSeconds() {
        return MACHINE.getProcessCpuTime() / 1e9;
    }

    private static LoadLog send(HttpExchange exchange, HttpExchange.Request request, double rate, Duration length)
            throws InterruptedException {
        LoadLog log = new LoadLog(TIMEOUT);
        try (LoadGenerator generator = new LoadGenerator(exchange, System.nanoTime(), log)) {
            generator.queue("bench", () -> request, FireTimes.constant(rate), Duration.ZERO, length);
            Thread.sleep(length.plusMillis(300));
        }
        return log;
    }
}
