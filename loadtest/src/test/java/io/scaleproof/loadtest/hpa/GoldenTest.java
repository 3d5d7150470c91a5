package io.scaleproof.loadtest.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases that were computed by Kubernetes' own controller (see golden.go beside the data): random ones, and edges. */
class GoldenTest {

    static List<GoldenCase> cases() throws IOException {
        return GoldenPod.read("golden.jsonl.gz", GoldenCase.class);
    }

    @Test
    void concludesWhatKubernetesConcludes() throws IOException {
        for (GoldenCase golden : cases()) {
            concludesWhatKubernetesConcludes(golden);
        }
    }

    private static void concludesWhatKubernetesConcludes(GoldenCase golden) {
        Conclusion conclusion = golden.autoscaler().sync(golden.seen());

        assertThat(conclusion.desired())
                .as(() -> golden.name() + ": " + String.join("\n", Explanation.of(conclusion)))
                .isEqualTo(golden.expected().desired());
        switch (conclusion) {
            case Conclusion.Computed computed -> {
                assertThat(golden.expected().error()).as(golden.name()).isNull();
                assertThat(computed.decisive().replicas())
                        .as(golden.name())
                        .isEqualTo(golden.expected().replicas());
                assertThat(computed.decisive().usage())
                        .as(golden.name())
                        .isEqualTo(golden.expected().usage());
            }
            case Conclusion.Blind _ ->
                assertThat(golden.expected().error()).as(golden.name()).isNotNull();
            case Conclusion.Disabled _, Conclusion.OutOfRange _ -> throw new AssertionError(golden + ": " + conclusion);
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
