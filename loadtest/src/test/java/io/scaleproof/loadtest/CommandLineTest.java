package io.scaleproof.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void helpTeachesPlansExitCodesExamplesAndSettings() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("Proves that a service on Kubernetes scales")
                .contains("staircase   three steps up, two down")
                .contains("2    it could not be found out, and why")
                .contains("--simulate --set scaleDownWindowSeconds=300")
                .contains("podStart                2.5s");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void anUnknownOptionExitsWith2AndPointsToTheHelp() {
        assertThat(run("--pod", "6")).isEqualTo(2);
        assertThat(out.toString())
                .contains("Could not run: Unknown options: '--pod', '6'")
                .contains("Try: mvn -pl loadtest exec:java -Dexec.args=--help");
    }

    @Test
    void aFileOfHeadersIsReadByThisProgramAndShownByNobody() throws Exception {
        Path secrets = Files.writeString(folder.resolve("secrets"), "Authorization Bearer s3cret\n");

        assertThat(run("--context", "nowhere", "--header", "@" + secrets, "--report", folder.toString()))
                .isEqualTo(2);

        assertThat(out.toString())
                .contains("Header 1 of 1 has no name before a colon")
                .doesNotContain("s3cret");
    }

    @Test
    void aHeaderWithoutItsQuotesIsRefusedWithoutBeingShown() {
        assertThat(run("--header", "Authorization:", "Bearer", "s3cret")).isEqualTo(2);

        assertThat(out.toString()).contains("Quote values that have blanks").doesNotContain("s3cret", "Bearer");
    }

    @Test
    void aPredictionThatKeepsTheContractExitsWith0AndWritesEveryReport() {
        assertThat(run("--simulate", "--report", folder.toString())).isZero();
        assertThat(out.toString()).contains("surge: ", "HPA 1 -> ", "6 of 6 pods ready", "PASSED");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder.resolve("report.json")).isNotEmptyFile();
        assertThat(folder.resolve("junit.xml")).isNotEmptyFile();
    }

    @Test
    void aPredictionThatBreaksItExitsWith1() {
        assertThat(run("--simulate", "--set", "scaleDownWindowSeconds=300", "--report", folder.toString()))
                .isEqualTo(1);
    }

    @Test
    void aSettingThatDoesNotExistExitsWith2AndLeavesNoReport() throws Exception {
        Files.writeString(folder.resolve("report.html"), "an earlier run's");
        assertThat(run("--simulate", "--set", "maxReplica=4", "--report", folder.toString()))
                .isEqualTo(2);
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void twoReportsAreCompared() {
        Path before = folder.resolve("before");
        Path after = folder.resolve("after");
        assertThat(run("--simulate", "--report", before.toString())).isZero();
        assertThat(run("--simulate", "--set", "podStart=9s", "--report", after.toString()))
                .isZero();
        assertThat(run(
                        "--compare",
                        before.resolve("report.json").toString(),
                        after.resolve("report.json").toString(),
                        "--report",
                        folder.toString()))
                .isZero();
        assertThat(folder.resolve("compare.html")).isNotEmptyFile();
    }

    @Test
    void aMissingReportExitsWith2() {
        assertThat(run("--compare", "no.json", "no.json")).isEqualTo(2);
    }

    private int run(String... args) {
        PrintWriter writer = new PrintWriter(out, true);
        return Help.of(new CommandLine(new LoadTest()))
                .setOut(writer)
                .setErr(writer)
                .execute(args);
    }
}
