package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.exceptions.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicePackageTest {
    private final List<List<String>> built = new ArrayList<>();

    @TempDir
    private Path repository;

    @BeforeEach
    void sources() throws IOException {
        write("service/src/main/java/Application.java", "class Application {}");
        write("service/Dockerfile", "FROM scratch");
        write("loadtest/src/main/java/LoadTest.java", "class LoadTest {}");
    }

    @Test
    void buildsWhatAFreshCloneLacks() {
        build();

        assertThat(built).containsExactly(List.of("service", "loadtest"));
    }

    @Test
    void startsNoMavenWhenNothingChanged() {
        String first = build();
        String second = build();

        assertThat(built).hasSize(1);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void buildsOnlyTheModuleThatChanged() throws IOException {
        build();
        write("loadtest/src/main/java/LoadTest.java", "class LoadTest { int changed; }");
        build();

        assertThat(built).containsExactly(List.of("service", "loadtest"), List.of("loadtest"));
    }

    @Test
    void buildsAgainAfterMavenClean() throws IOException {
        build();
        Files.delete(repository.resolve("service/target/built-from.sha256"));
        build();

        assertThat(built).containsExactly(List.of("service", "loadtest"), List.of("service"));
    }

    @Test
    void buildsAgainAfterAFailure() {
        var failing = new ServicePackage(repository, _ -> new Maven.Ended(false, "no"));

        assertThatThrownBy(() -> failing.build().join())
                .hasCauseInstanceOf(RunException.class)
                .hasMessageContaining("Maven could not build service and loadtest:\nno");
        build();

        assertThat(built).containsExactly(List.of("service", "loadtest"));
    }

    @Test
    void knowsTheImagesContentByTheServicesSources() throws IOException {
        String before = build();
        write("loadtest/src/main/java/LoadTest.java", "class LoadTest { int changed; }");
        String loadTestChanged = build();
        write("service/Dockerfile", "FROM debian");
        String dockerfileChanged = build();

        assertThat(loadTestChanged).isEqualTo(before);
        assertThat(dockerfileChanged).isNotEqualTo(before);
    }

    private String build() {
        return new ServicePackage(repository, modules -> {
                    built.add(modules);
                    return new Maven.Ended(true, "");
                })
                .build()
                .join();
    }

    private void write(String file, String content) throws IOException {
        Path path = repository.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
