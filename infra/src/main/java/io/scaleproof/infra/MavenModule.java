package io.scaleproof.infra;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** A module of the repository, which Maven packages when its sources differ from what was packaged last. */
record MavenModule(Path folder, Maven maven) {

    String name() {
        return folder.getFileName().toString();
    }

    /**
     * Packages the module if that is out of date, on a thread of its own; completes with the digest of the sources, which
     * are the same on any machine, or with a {@link RunException} that ends with Maven's last lines.
     */
    CompletableFuture<String> build() {
        return CompletableFuture.supplyAsync(this::buildNow, Executors.newVirtualThreadPerTaskExecutor());
    }

    private String buildNow() {
        try {
            String digest = SourceDigest.of(folder);
            if (!Files.exists(stamp()) || !Files.readString(stamp()).equals(digest)) {
                var ended = maven.packageModule(name());
                if (!ended.succeeded()) {
                    throw new RunException("Maven could not build %s:\n%s".formatted(name(), ended.lastLines()));
                }
                Files.createDirectories(stamp().getParent());
                Files.writeString(stamp(), digest);
            }
            return digest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lies in target/, so that {@code mvn clean} forgets it together with what it stands for. */
    private Path stamp() {
        return folder.resolve("target/built-from.sha256");
    }
}
