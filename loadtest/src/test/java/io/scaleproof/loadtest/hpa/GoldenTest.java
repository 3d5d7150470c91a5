package io.scaleproof.loadtest.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases that were computed by Kubernetes' own controller (see golden.go beside the data): random ones, and edges. */
class GoldenTest {

    static List<GoldenCase> cases() throws IOException {
        return GoldenPod.read("golden.jsonl.gz", GoldenCase.class);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void concludesWhatKubernetesConcludes(GoldenCase golden) {
        Conclusion conclusion = golden.autoscaler().sync(golden.seen());

        assertThat(conclusion.desired())
                .as(() -> String.join("\n", Explanation.of(conclusion)))
                .isEqualTo(golden.expected().desired());
        switch (conclusion) {
            case Conclusion.Computed computed -> {
                assertThat(golden.expected().error()).isNull();
                assertThat(computed.decisive().replicas())
                        .isEqualTo(golden.expected().replicas());
                assertThat(computed.decisive().usage())
                        .isEqualTo(golden.expected().usage());
            }
            case Conclusion.Blind _ -> assertThat(golden.expected().error()).isNotNull();
            case Conclusion.Disabled _, Conclusion.OutOfRange _ -> throw new AssertionError(conclusion);
        }
    }

    @Test
    void theCasesCoverWhatCanHappen() throws IOException {
        List<GoldenCase> cases = cases();

        assertThat(cases).hasSize(1_496);
        assertThat(cases.stream().filter(golden -> golden.name().contains(" at the ")))
                .hasSize(12);
        assertThat(cases.stream().filter(golden -> golden.source().isPresent())).hasSize(400);
        assertThat(cases.stream().filter(golden -> golden.expected().desired() > golden.current()))
                .hasSizeGreaterThan(50);
        assertThat(cases.stream().filter(golden -> golden.expected().desired() < golden.current()))
                .hasSizeGreaterThan(50);
        assertThat(cases.stream().filter(golden -> golden.expected().error() != null))
                .hasSizeGreaterThan(50);
        assertThat(cases.stream().filter(golden -> golden.up() == null)).hasSizeGreaterThan(100);
    }
}
