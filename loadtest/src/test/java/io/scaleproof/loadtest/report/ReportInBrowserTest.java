package io.scaleproof.loadtest.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the pages in a real browser, where there is one. */
class ReportInBrowserTest {
    private static final Pattern CANVAS = Pattern.compile("<canvas");

    @Test
    void theReportDrawsItsChartsWithoutAnErrorOnTheConsole(@TempDir Path folder) throws Exception {
        Opened page = open(HtmlReport.of(SampleRuns.good()), folder);

        assertThat(page.log()).doesNotContain("CONSOLE");
        assertThat(CANVAS.matcher(page.dom()).results()).hasSize(4);
    }

    @Test
    void theComparisonDrawsItsChartsWithoutAnErrorOnTheConsole(@TempDir Path folder) throws Exception {
        Opened page = open(CompareReport.of(SampleRuns.bad(), SampleRuns.good()), folder);

        assertThat(page.log()).doesNotContain("CONSOLE");
        assertThat(CANVAS.matcher(page.dom()).results()).hasSize(5);
    }

    @Test
    void theTuningDrawsItsChartsWithoutAnErrorOnTheConsole(@TempDir Path folder) throws Exception {
        Opened page = open(TracePage.of(TracePageTest.tuning(), "1"), folder);

        assertThat(page.log()).doesNotContain("CONSOLE");
        assertThat(CANVAS.matcher(page.dom()).results()).hasSize(3);
    }

    @Test
    void anErrorOnTheConsoleWouldBeSeen(@TempDir Path folder) throws Exception {
        assertThat(open("<script>throw new Error('seen')</script>", folder).log())
                .contains("CONSOLE", "seen");
    }

    private record Opened(String dom, String log) {}

    private static Opened open(String html, Path folder) throws IOException, InterruptedException {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium on the PATH");
        Path page = Files.writeString(folder.resolve("page.html"), html);
        Path dom = folder.resolve("dom");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        browser.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--enable-logging=stderr",
                        "--dump-dom",
                        page.toUri().toString()))
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("Chromium did not end: " + Files.readString(log, UTF_8));
        }
        return new Opened(Files.readString(dom, UTF_8), Files.readString(log, UTF_8));
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
