package io.scaleproof.loadtest.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.doctor.Diagnosis.Line;
import io.scaleproof.loadtest.doctor.Sight.Unseen;
import io.scaleproof.loadtest.record.RunOutcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChecksTest {
    @Test
    void whereNothingIsWrongEveryCheckSaysThatItLooked() {
        Diagnosis diagnosis = Diagnosis.of(new Shop().examined());

        assertThat(diagnosis.outcome()).isEqualTo(RunOutcome.PASSED);
        assertThat(diagnosis.lines())
                .extracting(Line::check)
                .containsExactly(
                        "rights",
                        "metrics API",
                        "HPA",
                        "other HPAs",
                        "min and max",
                        "conditions",
                        "pods",
                        "measurements",
                        "requests",
                        "CPU limit",
                        "containers",
                        "selector",
                        "Service",
                        "replicas",
                        "readiness",
                        "quota",
                        "limit range",
                        "nodes");
        assertThat(diagnosis.lines())
                .filteredOn(line -> !line.check().equals("nodes"))
                .allSatisfy(line -> assertThat(line.level()).as(line.seen()).isEqualTo(Level.OK));
    }

    @Test
    void whatCouldNotBeLookedAtIsNeitherOkNorWrong() {
        Shop shop = new Shop();
        shop.refusal = new Unseen<>("no reviews here");
        shop.metricsApi = new Unseen<>("pods.metrics.k8s.io is forbidden");
        shop.quotas = new Unseen<>("resourcequotas is forbidden");
        shop.limitRanges = new Unseen<>("limitranges is forbidden");
        shop.capacity = new Unseen<>("nodes is forbidden");

        Diagnosis diagnosis = Diagnosis.of(shop.examined());

        assertThat(diagnosis.lines())
                .filteredOn(line -> line.level() == Level.NOT_LOOKED_AT)
                .extracting(line -> line.check() + ": " + line.seen())
                .containsExactly(
                        "rights: no reviews here",
                        "metrics API: pods.metrics.k8s.io is forbidden",
                        "measurements: pods.metrics.k8s.io is forbidden",
                        "quota: resourcequotas is forbidden",
                        "limit range: limitranges is forbidden",
                        "nodes: nodes is forbidden");
        assertThat(diagnosis.outcome()).isEqualTo(RunOutcome.PASSED);
        assertThat(diagnosis.text())
                .last()
                .isEqualTo("Nothing of what was looked at would go wrong; 0 warnings; 6 things not looked at.");
    }

    @Test
    void oneThingThatIsWrongIsExitCode1WithWhatToType() {
        Shop shop = new Shop().containers("{name: web}");

        Diagnosis diagnosis = Diagnosis.of(shop.examined());

        assertThat(diagnosis.outcome().exitCode()).isEqualTo(1);
        assertThat(diagnosis.text())
                .contains(
                        "  WRONG          requests      the target is a percentage of the cpu request, and pods have none for web:"
                                + " it can never scale",
                        "                               try: kubectl set resources deployment web -n shop -c web --requests=cpu=100m")
                .last()
                .isEqualTo("1 thing would go wrong; 2 warnings; 0 things not looked at.");
    }

    @Test
    void forProgramsItIsTheSameAsJson() {
        JsonNode json = JsonMapper.shared()
                .readTree(Diagnosis.of(new Shop().containers("{name: web}").examined())
                        .json());

        assertThat(json.get("outcome").stringValue()).isEqualTo("FAILED");
        assertThat(json.get("exitCode").intValue()).isEqualTo(1);
        assertThat(json.get("findings")
                        .valueStream()
                        .filter(finding -> finding.get("level").stringValue().equals("WRONG"))
                        .map(finding -> finding.get("check").stringValue() + "; "
                                + finding.get("try").stringValue()))
                .containsExactly("requests; kubectl set resources deployment web -n shop -c web --requests=cpu=100m");
    }

    @Test
    void withoutAnHpaTheRestThatCanBeLookedAtIs() {
        Shop shop = new Shop();
        shop.hpa = Optional.empty();
        shop.scaledExists = false;

        assertThat(Diagnosis.of(shop.examined()).lines())
                .extracting(Line::check)
                .containsExactly("rights", "metrics API", "HPA");
    }
}
