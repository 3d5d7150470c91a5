package io.scaleproof.service.metrics;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What docs/service.md says of the metrics is what there is: name, type and labels of each. */
@MicronautTest
class MetricsTableTest {
    private static final Path DOCUMENT = Path.of("../docs/service.md");
    /** {@code | `name{label,label}` | type | ...}. */
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z_]+(?:\\{[a-z,]+})?)` \\| ([a-z]+) \\|", Pattern.MULTILINE);

    @Inject
    @Client("/")
    HttpClient client;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "what is read from /proc is missing elsewhere")
    void theTableHasEveryMetricAndNoOther() throws IOException {
        client.toBlocking().exchange("/load?millis=1");
        SortedSet<String> exposed = Scrape.of(client).families().stream()
                // What the tests of extensions add.
                .filter(family -> !family.getName().equals("orders_total"))
                .map(MetricsTableTest::row)
                .collect(toCollection(TreeSet::new));
        assertThat(table(Files.readString(DOCUMENT))).isEqualTo(exposed);
    }

    @Test
    void aRowIsReadWithItsLabels() {
        assertThat(table("| `a_total` | counter | A |\n| `b{x,y}` | histogram | B |\n| `SCALEPROOF_C` | `1` | C |\n"))
                .containsExactly("a_total counter", "b{x,y} histogram");
    }

    private static SortedSet<String> table(String document) {
        return ROW.matcher(document)
                .results()
                .map((MatchResult row) -> row.group(1) + " " + row.group(2))
                .collect(toCollection(TreeSet::new));
    }

    private static String row(MetricFamily family) {
        String labels = family.getMetrics().getFirst().getLabels().keySet().stream()
                .sorted()
                .collect(joining(",", "{", "}"));
        return family.getName()
                + (labels.equals("{}") ? "" : labels) + " "
                + family.getType().name().toLowerCase(Locale.ROOT);
    }
}
