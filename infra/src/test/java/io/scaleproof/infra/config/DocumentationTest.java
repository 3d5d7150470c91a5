package io.scaleproof.infra.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final String REMEDY =
            "write it anew: mvn -pl infra compile exec:java -DmainClass=io.scaleproof.infra.config.Documentation";

    @Test
    void pulumisSchemaIsUpToDate() throws IOException {
        String project = Files.readString(REPOSITORY.resolve(Documentation.PROJECT));

        assertThat(project).as(REMEDY).isEqualTo(Documentation.withSchema(project));
    }

    @Test
    void theTableOfSettingsIsUpToDate() throws IOException {
        assertThat(REPOSITORY.resolve(Documentation.TABLE)).as(REMEDY).hasContent(Documentation.table());
    }

    @Test
    void everyDefaultIsAllowed() {
        assertThat(Keys.all())
                .allSatisfy(key -> assertThat(Settings.from(Map.of(key.name(), key.byDefault())))
                        .as(key.name())
                        .isEqualTo(Settings.from(Map.of())));
    }
}
