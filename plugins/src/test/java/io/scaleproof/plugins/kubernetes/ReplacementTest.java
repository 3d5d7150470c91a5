package io.scaleproof.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.plugins.Difference;
import io.scaleproof.plugins.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacementTest {
    private static List<Difference> changesAt(String... paths) {
        return Stream.of(paths)
                .map(path -> new Difference(path, Difference.Kind.UPDATE))
                .toList();
    }

    private static ApiException refusal(String field, String message) {
        return new ApiException(422, Json.parse("""
                        {"details": {"causes": [{"reason": "FieldValueInvalid", "field": "%s", "message": "%s"}]}}
                        """.formatted(field, message)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid value: {}: field is immutable",
                "Invalid value: x: may not change once set",
                "Invalid value: {}: cannot change roleRef",
                "Forbidden: pod updates may not change fields other than `spec.containers[*].image`",
                "Forbidden: updates to parameters are forbidden.",
                "Forbidden: updates to statefulset spec for fields other than 'replicas' are forbidden"
            })
    void isWhatTheApiServerCallsImmutable(String message) {
        List<Difference> changes = changesAt("metadata.labels.a", "spec.x.y");
        Replacement replacement = Replacement.byRule("Any").and(refusal("spec.x", message), changes);

        assertThat(changes)
                .filteredOn(replacement::needs)
                .extracting(Difference::path)
                .containsExactly("spec.x.y");
    }

    @Test
    void isNotWhatIsMerelyWrong() {
        List<Difference> changes = changesAt("spec.x");

        assertThat(Replacement.byRule("Any")
                        .and(refusal("spec.x", "Invalid value: 0: must be greater than 0"), changes)
                        .needsAny(changes))
                .isFalse();
    }

    @Test
    void isAllThatChangedWhenTheRefusalNamesAnotherField() {
        List<Difference> changes = changesAt("spec.clusterIP");

        assertThat(Replacement.byRule("Service")
                        .and(refusal("spec.clusterIPs[0]", "may not change once set"), changes)
                        .needsAny(changes))
                .isTrue();
    }

    @Test
    void isTheRemovedMapWhenTheRefusalNamesOneKeyOfIt() {
        List<Difference> changes = changesAt("spec.selector", "spec.other");
        Replacement replacement =
                Replacement.byRule("Any").and(refusal("spec.selector.app", "field is immutable"), changes);

        assertThat(changes)
                .filteredOn(replacement::needs)
                .extracting(Difference::path)
                .containsExactly("spec.selector");
    }

    @Test
    void isTheDataOfConfigMapsAndSecretsAsUnderTheOfficialPlugin() {
        assertThat(Replacement.byRule("ConfigMap").needsAny(changesAt("data.key")))
                .isTrue();
        assertThat(Replacement.byRule("Secret").needsAny(changesAt("stringData.key")))
                .isTrue();
        assertThat(Replacement.byRule("Deployment").needsAny(changesAt("data.key")))
                .isFalse();
    }
}
