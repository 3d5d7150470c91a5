package io.scaleproof.e2e;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Debian's docker-registry on a loopback port, which Docker and containerd take without TLS. */
record LocalRegistry(String address, Path folder, Process process) implements AutoCloseable {
    static LocalRegistry start() throws IOException, InterruptedException {
        String address;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + free.getLocalPort();
        }
        Path folder = Files.createTempDirectory("scaleproof-long-registry");
        Path config = Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "%s"}
                """.formatted(folder.resolve("data"), address));
        Process process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        var registry = new LocalRegistry(address, folder, process);
        for (int attempt = 0; attempt < 600 && process.isAlive(); attempt++) {
            if (registry.answers("/v2/")) {
                return registry;
            }
            Thread.sleep(100);
        }
        registry.close();
        throw new IOException("docker-registry did not answer at " + address);
    }

    boolean answers(String path) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://" + address + path).toURL().openConnection();
            connection.setRequestProperty("Accept", "application/vnd.docker.distribution.manifest.v2+json");
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        Command.end(process);
        new Command(Path.of("/"))
                .run(Duration.ofMinutes(2), "rm -rf '" + folder + "'")
                .ok();
    }
}
