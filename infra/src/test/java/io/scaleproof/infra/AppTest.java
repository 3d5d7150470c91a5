package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppTest {
    @TempDir
    private Path repository;

    @BeforeEach
    void sources() throws IOException {
        for (String module : new String[] {"service", "loadtest"}) {
            Files.createDirectories(repository.resolve(module));
            Files.writeString(repository.resolve(module).resolve("pom.xml"), module);
        }
    }

    @Test
    void declares() {
        var run = Program.with().runIn(repository);
        System.err.println(run.declared());
        System.err.println(run.result().errors());
        System.err.println(run.result().outputs().keySet() + " " + run.output("url") + run.output("image"));
        assertThat(run.inputs("hpa").at("spec.maxReplicas").raw()).isEqualTo(10.0);
    }
}
