package io.scaleproof.service.container;

import static org.awaitility.Awaitility.await;

import io.scaleproof.service.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real image, run as its pod runs it: half a CPU, 256 MiB, nothing writable, no privileges. */
final class Container implements AutoCloseable {
    private static final String IMAGE = "scaleproof-it";
    private static boolean built;

    private final String id;
    private final int port;

    private Container(String id, int port) {
        this.id = id;
        this.port = port;
    }

    /** Starts it and waits until it serves. */
    static Container start(Map<String, String> environment) throws IOException {
        return start("0.5", environment);
    }

    static Container start(String cpus, Map<String, String> environment) throws IOException {
        Container container = startWithoutWaiting(cpus, environment);
        try {
            await().atMost(Duration.ofMinutes(3))
                    .ignoreExceptions()
                    .until(() -> container.get("/").status() == 200);
            return container;
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    static Container startWithoutWaiting(String cpus, Map<String, String> environment) throws IOException {
        build();
        List<String> run = new ArrayList<>(List.of(
                "run",
                "--detach",
                "--publish",
                "127.0.0.1::8080",
                "--cpus",
                cpus,
                "--memory",
                "256m",
                "--read-only",
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges"));
        environment.forEach((name, value) -> run.addAll(List.of("--env", name + "=" + value)));
        run.add(IMAGE);
        String id = docker(run.toArray(String[]::new));
        String address = docker("port", id, "8080/tcp");
        return new Container(id, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    /** What the service says when {@code environment} keeps it from starting. */
    static String failure(Map<String, String> environment) throws IOException {
        build();
        List<String> create = new ArrayList<>(List.of("create"));
        environment.forEach((name, value) -> create.addAll(List.of("--env", name + "=" + value)));
        create.add(IMAGE);
        try (var container = new Container(docker(create.toArray(String[]::new)), 0)) {
            docker("start", container.id);
            if (container.exitCode() == 0) {
                throw new IOException("it started");
            }
            return container.log();
        }
    }

    RawHttp.Answer get(String target) throws IOException {
        return RawHttp.get(port, target);
    }

    int port() {
        return port;
    }

    /** Its address on the container network, with no proxy between that would accept connections for it. */
    String address() throws IOException {
        return docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", id);
    }

    /** SIGTERM, as the kubelet sends it. */
    void terminate() throws IOException {
        docker("kill", "--signal", "TERM", id);
    }

    /** Waits for the end; the exit code. */
    int exitCode() throws IOException {
        return Integer.parseInt(docker("wait", id));
    }

    String log() throws IOException {
        return docker("logs", id);
    }

    /** Memory in use, file cache left out. */
    long memoryMebibytes() throws IOException {
        String used =
                docker("stats", "--no-stream", "--format", "{{.MemUsage}}", id).split("MiB", 2)[0];
        return (long) Double.parseDouble(used);
    }

    /** {@code field} of the image, as Docker's templates name it. */
    static String image(String field) throws IOException {
        build();
        return docker("image", "inspect", "--format", "{{" + field + "}}", IMAGE);
    }

    /** Writes all files of the image into {@code folder}. */
    static void unpack(Path folder) throws IOException {
        build();
        try (var container = new Container(docker("create", IMAGE), 0)) {
            run(List.of(
                    "docker", "export", "--output", folder.resolve("image.tar").toString(), container.id));
        }
        // (mtab is Docker's, and leads out of the folder.)
        run(List.of(
                "tar",
                "-x",
                "--exclude=etc/mtab",
                "-f",
                folder.resolve("image.tar").toString(),
                "-C",
                folder.toString()));
        Files.delete(folder.resolve("image.tar"));
    }

    @Override
    public void close() {
        try {
            docker("rm", "--force", id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void build() throws IOException {
        if (!built) {
            docker("build", "--quiet", "--tag", IMAGE, ".");
            built = true;
        }
    }

    private static String docker(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) throws IOException {
        var docker = new ProcessBuilder(command);
        docker.environment().putIfAbsent("DOCKER_BUILDKIT", "0");
        docker.redirectErrorStream(true);
        Path printed = Files.createTempFile("docker", ".out");
        String output;
        try {
            Process process = docker.redirectOutput(printed.toFile()).start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            process.destroyForcibly();
            output = Files.readString(printed).strip();
            if (!ended || process.exitValue() != 0) {
                throw new IOException("%s %s: %s"
                        .formatted(String.join(" ", command), ended ? "failed" : "did not end in 5 minutes", output));
            }
        } catch (InterruptedException e) {
            throw new IOException(String.join(" ", command) + " interrupted", e);
        } finally {
            Files.delete(printed);
        }
        return output.lines()
                .reduce((first, last) -> last)
                .filter(line -> !command.contains("logs"))
                .orElse(output);
    }
}
