package io.scaleproof.infra.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectConfigTest {
    @Test
    void hasTheProjectsOwnValuesAndNoOthers() {
        String json = """
                {"scaleproof:maxReplicas": "7", "scaleproof:maxReplica": "8", "kubernetes:context": "minikube"}""";

        assertThat(ProjectConfig.parse("scaleproof", json)).isEqualTo(Map.of("maxReplicas", "7", "maxReplica", "8"));
    }
}
