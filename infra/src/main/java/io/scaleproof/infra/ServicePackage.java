package io.scaleproof.infra;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * What a fresh clone lacks: the packaged service, which goes into the image, and the compiled load test, which users run
 * straight after {@code pulumi up}. Maven is started only for a module whose sources differ from what was built last.
 */
final class ServicePackage {
    private static final List<String> MODULES = List.of("service", "loadtest");

    private final Path repository;
    private final Maven maven;

    ServicePackage(Path repository, Maven maven) {
        this.repository = repository;
        this.maven = maven;
    }

    static ServicePackage of(Path repository, Consumer<String> progress) {
        return new ServicePackage(repository, new Maven.Command(repository, progress));
    }

    /** The folder that the image is built from. */
    Path folder() {
        return repository.resolve("service");
    }

    /** Identifies the content of the image: the same sources have the same digest on any machine. */
    String digest() {
        return SourceDigest.of(folder());
    }

    /** Builds what is out of date, on a thread of its own; completes with the digest of what is then packaged. */
    CompletableFuture<String> build() {
        return CompletableFuture.supplyAsync(this::buildNow, Executors.newVirtualThreadPerTaskExecutor());
    }

    private String buildNow() {
        String digest = digest();
        List<String> stale = MODULES.stream().filter(this::isStale).toList();
        if (!stale.isEmpty()) {
            var ended = maven.packageModules(stale);
            if (!ended.succeeded()) {
                throw new RunException(
                        "Maven could not build %s:\n%s".formatted(String.join(" and ", stale), ended.lastLines()));
            }
            stale.forEach(this::remember);
        }
        return digest;
    }

    private boolean isStale(String module) {
        Path built = built(module);
        return !Files.exists(built) || !read(built).equals(SourceDigest.of(repository.resolve(module)));
    }

    private void remember(String module) {
        try {
            Files.createDirectories(built(module).getParent());
            Files.writeString(built(module), SourceDigest.of(repository.resolve(module)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lies in target/, so that {@code mvn clean} forgets it together with what it stands for. */
    private Path built(String module) {
        return repository.resolve(module).resolve("target/built-from.sha256");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
