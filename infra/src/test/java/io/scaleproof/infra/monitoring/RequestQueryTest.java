package io.scaleproof.infra.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself answers to the questions that the autoscaler goes by. */
class RequestQueryTest {
    private static final int WINDOW = 20;

    @TempDir
    private Path folder;

    @Test
    void promtoolAnswersAsTheAutoscalerNeedsIt() throws IOException {
        var promtool = Promtool.orSkip();
        Path tests = Files.writeString(
                folder.resolve("requests_test.yml"),
                Template.filled(
                        "requests_test.yml",
                        Map.of(
                                "LATENCY", whole(RequestMetric.LATENCY),
                                "RATE", whole(RequestMetric.REQUEST_RATE),
                                "IN_FLIGHT", whole(RequestMetric.REQUESTS_IN_FLIGHT),
                                "ADAPTED", adapted())));

        assertThat(promtool.run("test", "rules", tests.toString())).contains("SUCCESS");
    }

    private static String whole(RequestMetric metric) {
        return RequestQuery.whole(metric, "scaleproof", WINDOW);
    }

    /** As the adapter fills it in for a metric of the namespace. */
    private static String adapted() {
        return RequestQuery.template(RequestMetric.LATENCY, WINDOW)
                .replace("<<.Series>>", RequestMetric.LATENCY.series())
                .replace("<<.LabelMatchers>>", "namespace=\"scaleproof\"")
                .replace("<<.GroupBy>>", "namespace");
    }
}
