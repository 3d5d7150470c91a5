import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** A container as a pod would run it: 256 MiB, nothing writable, no privileges. */
final class Box implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** By which the script that runs this finds what is left, however this ended. */
    private static final String RUN = System.getProperty("bench.run", "");

    /** What is run: an image, with a command instead of its own unless that is empty. */
    record Program(String name, String image, List<String> command) {}

    private final Engine engine;
    private final String id;
    private final int port;

    private Box(Engine engine, String id, int port) {
        this.engine = engine;
        this.id = id;
        this.port = port;
    }

    static Box create(Engine engine, Program program, double cpus) {
        int port = freePort();
        String entrypoint = program.command().isEmpty()
                ? ""
                : program.command().stream()
                        .map(word -> '"' + word + '"')
                        .collect(Collectors.joining(",", "\"Entrypoint\":[", "],"));
        String id = Engine.field(
                engine.post(
                        "/containers/create",
                        """
                        {"Image":"%s",%s"Labels":{"scaleproof.bench":"%s"},"ExposedPorts":{"8080/tcp":{}},"HostConfig":{
                          "PortBindings":{"8080/tcp":[{"HostIp":"127.0.0.1","HostPort":"%d"}]},
                          "NanoCpus":%d,"Memory":268435456,"MemorySwap":268435456,
                          "ReadonlyRootfs":true,"CapDrop":["ALL"],"SecurityOpt":["no-new-privileges"]}}"""
                                .formatted(program.image(), entrypoint, RUN, port, (long) (cpus * 1e9))),
                "Id");
        return new Box(engine, id, port);
    }

    /** Starts it without waiting for anything but the container. */
    Box started() {
        engine.post("/containers/" + id + "/start", "");
        return this;
    }

    /**
     * Starts it and waits for the first 200 on its root; how long that took from the moment the container ran. Not asked
     * before the daemon says that it runs: its network may not be up, and what is lost there is sent again a second later.
     */
    Duration start() {
        started();
        Instant patience = Instant.now().plus(PATIENCE);
        while (!answers()) {
            if (Instant.now().isAfter(patience)) {
                throw new IllegalStateException("no answer within " + PATIENCE + ":\n" + log());
            }
        }
        Instant answered = Instant.now();
        return Duration.between(Instant.parse(Engine.field(state(), "StartedAt")), answered);
    }

    private boolean answers() {
        try (var connection = new Connection(port)) {
            return connection.get("/") == 200;
        } catch (IOException notYet) {
            pause(Duration.ofMillis(2));
            return false;
        }
    }

    int port() {
        return port;
    }

    /** How a container ended. */
    record End(int code, Instant time) {}

    /** SIGTERM, as the kubelet sends it. */
    void terminate() {
        engine.post("/containers/" + id + "/kill?signal=TERM", "");
    }

    End awaitEnd() {
        Instant patience = Instant.now().plus(PATIENCE);
        String state = state();
        while (Engine.field(state, "Running").equals("true")) {
            if (Instant.now().isAfter(patience)) {
                throw new IllegalStateException("still running after " + PATIENCE + ":\n" + log());
            }
            pause(Duration.ofMillis(20));
            state = state();
        }
        return new End(
                Integer.parseInt(Engine.field(state, "ExitCode")), Instant.parse(Engine.field(state, "FinishedAt")));
    }

    private String state() {
        return engine.get("/containers/" + id + "/json");
    }

    /** CPU used by all of its processes so far, as the kernel counts it. */
    Duration cpu() {
        return Duration.ofNanos(Long.parseLong(Engine.field(stats(), "total_usage")));
    }

    /** Memory in use, the cache of files that can be dropped left out. */
    double mebibytes() {
        String stats = stats();
        String memory = stats.substring(stats.indexOf("\"memory_stats\""));
        long cache = Long.parseLong(
                Engine.field(memory, "total_inactive_file", Engine.field(memory, "inactive_file", "0")));
        return (Long.parseLong(Engine.field(memory, "usage")) - cache) / (double) (1 << 20);
    }

    private String stats() {
        return engine.get("/containers/" + id + "/stats?stream=false&one-shot=true");
    }

    private String log() {
        return engine.get("/containers/" + id + "/logs?stdout=true&stderr=true&tail=20");
    }

    @Override
    public void close() {
        engine.delete("/containers/" + id + "?force=true");
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
