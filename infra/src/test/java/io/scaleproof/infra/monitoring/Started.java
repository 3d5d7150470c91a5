package io.scaleproof.infra.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that runs until this is closed. What it says lies in its log. */
record Started(Process process, Path log) implements AutoCloseable {

    static Started of(Path log, Map<String, String> environment, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Started(builder.start(), log);
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return log + " cannot be read: " + e;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
