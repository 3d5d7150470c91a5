package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardrailsTest {
    @Test
    void areOffByDefault() {
        var run = Program.with().run();

        assertThat(run.declares("network-policy")).isFalse();
        assertThat(run.declares("resource-quota")).isFalse();
    }

    @Test
    void letOnlyRequestsInAndNothingOut() {
        var run = Program.with("networkPolicy", "true").run();

        assertThat(run.input("network-policy", "spec.policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
        assertThat(run.input("network-policy", "spec.ingress"))
                .isEqualTo(List.of(Map.of("ports", List.of(Map.of("protocol", "TCP", "port", "http")))));
        assertThat(run.input("network-policy", "spec.egress")).isNull();
    }

    @Test
    void limitTheNamespaceToTwiceWhatAllPodsNeed() {
        var run = Program.with("resourceQuota", "true", "maxReplicas", "4").run();

        assertThat(run.input("resource-quota", "spec.hard"))
                .isEqualTo(Map.of(
                        "pods", "8",
                        "requests.cpu", "800m",
                        "requests.memory", "1024Mi"));
    }
}
