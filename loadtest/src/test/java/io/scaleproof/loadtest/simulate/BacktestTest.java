package io.scaleproof.loadtest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.record.RunJson;
import io.scaleproof.loadtest.simulate.Hindcast.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator held against real runs on the stand-in cluster, whose records are kept beside this test. */
class BacktestTest {
    private static final Path RUNS = Path.of("src/test/resources/io/scaleproof/loadtest/simulate/runs");
    private static final Path PAGE = Path.of("../docs/backtest.md");
    private static final double SYNC_SECONDS = 15;

    private static List<Hindcast> hindcasts;

    @BeforeAll
    static void onPaper(@TempDir Path folder) throws IOException {
        try (Stream<Path> files = Files.list(RUNS)) {
            hindcasts = files.sorted().map(file -> hindcast(file, folder)).toList();
        }
    }

    @Test
    void thereAreTwelveRunsAtLeast() {
        assertThat(hindcasts).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void podHoursAreOffByLessThanATwentiethInTheMedian() {
        assertThat(middleOf(hindcast -> Optional.of(Math.abs(Hindcast.podHoursOff(hindcast, Hindcast::fitted)))))
                .isLessThan(0.05);
    }

    @Test
    void timesAreOffByLessThanASyncInTheMedian() {
        assertThat(middleOf(hindcast -> off(hindcast, Hindcast::fitted, Facts::firstDecision)))
                .isLessThan(SYNC_SECONDS);
        assertThat(middleOf(hindcast -> off(hindcast, Hindcast::fitted, Facts::capacity)))
                .isLessThan(SYNC_SECONDS);
        assertThat(middleOf(hindcast -> off(hindcast, Hindcast::blind, Facts::firstDecision)))
                .isLessThan(SYNC_SECONDS);
        assertThat(middleOf(hindcast -> off(hindcast, Hindcast::blind, Facts::capacity)))
                .isLessThan(SYNC_SECONDS);
    }

    @Test
    void thePageHasTheFiguresOfTheseRuns() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(page).contains(rows());
        assertThat(page).contains(medians("median", figures -> Hindcast.middle(figures)));
        assertThat(page)
                .contains(medians(
                        "worst",
                        figures -> figures.stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElseThrow()));
    }

    private static String[] rows() {
        return hindcasts.stream().map(BacktestTest::row).toArray(String[]::new);
    }

    private static String row(Hindcast hindcast) {
        return "| %s | %s | %s | %s | %s |"
                .formatted(
                        hindcast.name(),
                        three(hindcast, facts -> seconds(facts.firstDecision())),
                        three(hindcast, facts -> seconds(facts.capacity())),
                        three(hindcast, facts -> String.format(Locale.ROOT, "%.3f", facts.podHours())),
                        three(hindcast, facts -> Integer.toString(facts.mostPods())));
    }

    private static String three(Hindcast hindcast, Function<Facts, String> words) {
        return "%s / %s / %s"
                .formatted(words.apply(hindcast.real()), words.apply(hindcast.fitted()), words.apply(hindcast.blind()));
    }

    private static String seconds(Optional<Double> seconds) {
        return seconds.map(figure -> String.format(Locale.ROOT, "%.1f", figure)).orElse("never");
    }

    /** Of the errors, whichever way they go. */
    private static String medians(String name, Function<List<Double>, Double> of) {
        return String.format(
                Locale.ROOT,
                "| %s error, fitted / blind | %.1f / %.1f | %.1f / %.1f | %.1f %% / %.1f %% | %.0f / %.0f |",
                name,
                of.apply(all(hindcast -> off(hindcast, Hindcast::fitted, Facts::firstDecision))),
                of.apply(all(hindcast -> off(hindcast, Hindcast::blind, Facts::firstDecision))),
                of.apply(all(hindcast -> off(hindcast, Hindcast::fitted, Facts::capacity))),
                of.apply(all(hindcast -> off(hindcast, Hindcast::blind, Facts::capacity))),
                100 * of.apply(all(hindcast -> podHours(hindcast, Hindcast::fitted))),
                100 * of.apply(all(hindcast -> podHours(hindcast, Hindcast::blind))),
                of.apply(all(hindcast -> mostPods(hindcast, Hindcast::fitted))),
                of.apply(all(hindcast -> mostPods(hindcast, Hindcast::blind))));
    }

    private static Optional<Double> off(
            Hindcast hindcast, Function<Hindcast, Facts> paper, Function<Facts, Optional<Double>> figure) {
        return Hindcast.off(hindcast, paper, figure).map(Math::abs);
    }

    private static Optional<Double> podHours(Hindcast hindcast, Function<Hindcast, Facts> paper) {
        return Optional.of(Math.abs(Hindcast.podHoursOff(hindcast, paper)));
    }

    private static Optional<Double> mostPods(Hindcast hindcast, Function<Hindcast, Facts> paper) {
        return Optional.of((double)
                Math.abs(paper.apply(hindcast).mostPods() - hindcast.real().mostPods()));
    }

    private static double middleOf(Function<Hindcast, Optional<Double>> figure) {
        return Hindcast.middle(all(figure));
    }

    private static List<Double> all(Function<Hindcast, Optional<Double>> figure) {
        return hindcasts.stream()
                .flatMap(hindcast -> figure.apply(hindcast).stream())
                .toList();
    }

    private static Hindcast hindcast(Path packed, Path folder) {
        Path file = folder.resolve("report.json");
        try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.copy(unpacked, file, StandardCopyOption.REPLACE_EXISTING);
            return Hindcast.of(packed.getFileName().toString().replace(".json.gz", ""), RunJson.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
