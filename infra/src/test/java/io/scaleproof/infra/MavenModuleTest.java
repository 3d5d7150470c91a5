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

class MavenModuleTest {
    private final List<String> built = new ArrayList<>();

    @TempDir
    private Path repository;

    @BeforeEach
    void sources() throws IOException {
        Files.createDirectories(repository.resolve("service"));
        write("class Application {}");
    }

    @Test
    void isBuiltInAFreshClone() {
        build();

        assertThat(built).containsExactly("service");
    }

    @Test
    void isNotBuiltAgainWhenNothingChanged() {
        String first = build();
        String second = build();

        assertThat(built).hasSize(1);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void isBuiltAgainWhenItsSourcesChanged() throws IOException {
        String before = build();
        write("class Application { int changed; }");
        String after = build();

        assertThat(built).hasSize(2);
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void isBuiltAgainAfterMavenClean() throws IOException {
        build();
        Files.delete(repository.resolve("service/target/built-from.sha256"));
        build();

        assertThat(built).hasSize(2);
    }

    @Test
    void isBuiltAgainAfterAFailure() {
        var failing = new MavenModule(repository.resolve("service"), _ -> new Maven.Ended(false, "no"));

        assertThatThrownBy(() -> failing.build().join())
                .hasCauseInstanceOf(RunException.class)
                .hasMessageContaining("Maven could not build service:\nno");
        build();

        assertThat(built).containsExactly("service");
    }

    private String build() {
        return new MavenModule(repository.resolve("service"), name -> {
                    built.add(name);
                    return new Maven.Ended(true, "");
                })
                .build()
                .join();
    }

    private void write(String content) throws IOException {
        Files.writeString(repository.resolve("service/Application.java"), content);
    }
}
