package io.scaleproof.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void helpNamesTheVerbsAndTeachesExitCodesAndExamples() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("Proves that a service on Kubernetes scales")
                .contains(
                        "prove     send load",
                        "doctor    what would go wrong",
                        "simulate  ",
                        "tune      your traffic in",
                        "compare   ",
                        "print     ")
                .contains("2    it could not be found out, and why")
                .contains("java -jar scaleproof.jar simulate --set scaleDownWindowSeconds=300")
                .doesNotContain("generate-completion");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theHelpOfAVerbTeachesPlansAndSettings() {
        assertThat(run("prove", "--help")).isZero();
        assertThat(run("simulate", "--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: java -jar scaleproof.jar prove [OPTIONS]")
                .contains("staircase   three steps up, two down")
                .contains("podStart                2.5s");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void inACloneTheHelpSaysHowMavenStartsIt() {
        System.setProperty("scaleproof.loadtest.home", folder.toString());
        try {
            assertThat(run("compare", "--help")).isZero();
        } finally {
            System.clearProperty("scaleproof.loadtest.home");
        }
        assertThat(out.toString())
                .contains("mvn -pl loadtest exec:java -Dexec.args=\"compare [OPTIONS] BEFORE AFTER\"");
    }

    @Test
    void withoutAVerbOptionsAreThoseOfProve() {
        assertThat(run("--pod", "6")).isEqualTo(2);
        assertThat(out.toString())
                .contains("Could not run: Unknown options: '--pod', '6'")
                .contains("Try: java -jar scaleproof.jar prove --help");
    }

    @Test
    void trafficIsSimulatedBesideAllPolicies() throws Exception {
        assertThat(run("simulate", "--trace", "flash-crowd", "--pods", "6", "--report", folder.toString()))
                .isIn(0, 1);
        assertThat(out.toString())
                .contains("invented: the shape 'flash-crowd' from seed 1")
                .contains("clairvoyant", "static", "kpa", "predictive")
                .contains("x the pod-hours of a clairvoyant")
                .contains("firstScaleUpWithin");
        assertThat(Files.readString(folder.resolve("trace.html"))).contains("id=\"chart-pods\"");
        JsonNode json = new JsonMapper().readTree(Files.readString(folder.resolve("trace.json")));
        assertThat(json.at("/policies/clairvoyant/elasticity/underTime").asDouble())
                .isZero();
    }

    @Test
    void trafficInSettingsOut() throws Exception {
        assertThat(run(
                        "tune",
                        "--trace",
                        "flash-crowd",
                        "--pods",
                        "6",
                        "--candidates",
                        "10",
                        "--seeds",
                        "2",
                        "--output",
                        "json",
                        "--report",
                        folder.toString()))
                .isZero();
        JsonNode json = new JsonMapper()
                .readTree(out.toString().substring(out.toString().indexOf("{\n")));
        assertThat(json.at("/keepsContract").asBoolean()).isTrue();
        assertThat(json.at("/best/settings/targetCpuUtilization").isMissingNode())
                .isFalse();
        assertThat(err.toString()).contains("How much each setting matters", "What was not varied:");
        assertThat(Files.readString(folder.resolve("tune.html")))
                .contains("id=\"chart-front\"", "Cost against lateness");
    }

    @Test
    void trafficThatCannotBeJudgedByExitsWith2() throws Exception {
        Path file = Files.writeString(folder.resolve("short.csv"), "0,1\n15,2\n30,1\n");

        assertThat(run("tune")).isEqualTo(2);
        assertThat(run("tune", "--trace", file.toString())).isEqualTo(2);
        assertThat(run("tune", "--trace", "diurnal", "--keep", "speed")).isEqualTo(2);
        assertThat(run("simulate", "--plan", "trace")).isEqualTo(2);
        assertThat(run("prove", "--trace", "diurnal", "--report", folder.toString()))
                .isEqualTo(2);
        assertThat(run("prove", "--plan", "trace", "--trace", "nowhere.csv", "--report", folder.toString()))
                .as("before any cluster is asked")
                .isEqualTo(2);
        assertThat(run("simulate", "--plan", "trace", "--trace", "diurnal")).isEqualTo(2);
        assertThat(out.toString())
                .contains("there is no traffic. Give --trace FILE")
                .contains("short.csv lasts 45 s, which is too short to judge by")
                .contains("--keep names [speed]")
                .contains("--plan is surge. Say --plan trace to send it")
                .contains("--trace is 'nowhere.csv', which is neither a file")
                .contains("--plan trace sends what a trace has. Say which: --trace FILE")
                .contains("Send it faster: --speed 48");
    }

    @Test
    void aTraceIsAPlan() {
        assertThat(run(
                        "simulate",
                        "--plan",
                        "trace",
                        "--trace",
                        "diurnal",
                        "--speed",
                        "120",
                        "--pods",
                        "5",
                        "--report",
                        folder.toString()))
                .isIn(0, 1, 2);
        assertThat(out.toString()).contains("step 1: ", "pods were missing for");
    }

    @Test
    void aRunIsToldToNothingButAPrometheus() {
        assertThat(run("prove", "--export", "influx=http://localhost:8086", "--report", folder.toString()))
                .isEqualTo(2);
        assertThat(run("watch", "--export", "prometheus=localhost", "--report", folder.toString()))
                .isEqualTo(2);
        assertThat(out.toString())
                .contains("--export is of kind 'influx'; allowed: prometheus=URL")
                .contains("--export prometheus is 'localhost'; allowed: an http or https URL");
    }

    @Test
    void aVerbThatDoesNotExistExitsWith2AndNamesTheNearest() {
        assertThat(run("simulat")).isEqualTo(2);
        assertThat(out.toString()).contains("simulat", "simulate", "Try: java -jar scaleproof.jar --help");
    }

    @Test
    void theBuiltInContractIsPrintedAsAFileToBeChanged() throws Exception {
        assertThat(run("print", "contract")).isZero();
        Path contract = Files.writeString(folder.resolve("contract.yaml"), out.toString());

        assertThat(run("simulate", "--contract", contract.toString(), "--report", folder.toString()))
                .isZero();

        assertThat(contract).hasSameTextualContentAs(Path.of("contract.yaml"));
    }

    @Test
    void whatElseIsNeededWithoutACloneIsPrintedAsItIsInTheRepository() throws Exception {
        assertThat(run("print", "role")).isZero();
        assertThat(out.toString()).isEqualTo(Files.readString(Path.of("rbac/role.yaml")));

        out.getBuffer().setLength(0);
        assertThat(run("print", "job")).isZero();
        assertThat(out.toString()).isEqualTo(Files.readString(Path.of("job.yaml")));
    }

    @Test
    void whatDoesNotComeAlongIsRefusedWithWhatDoes() {
        assertThat(run("print", "chart")).isEqualTo(2);
        assertThat(out.toString()).contains("contract, role, job");
    }

    @Test
    void aShellIsToldHowToCompleteVerbsAndOptions() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString()).contains("complete -F", "simulate", "--require");
    }

    @Test
    void forProgramsTheResultAloneIsPrintedAsJson() throws Exception {
        assertThat(run("simulate", "--output", "json", "--report", folder.toString()))
                .isZero();

        JsonNode result = JsonMapper.shared().readTree(out.toString());
        assertThat(result.get("outcome").stringValue()).isEqualTo("PASSED");
        assertThat(result.get("exitCode").intValue()).isZero();
        assertThat(result.get("verdicts").get(0).get("verdict").stringValue()).isEqualTo("passed");
        assertThat(Path.of(result.get("data").stringValue())).isNotEmptyFile();
        assertThat(err.toString()).contains("A prediction, not a measurement", "PASSED");
    }

    @Test
    void theDoctorTeachesWhatItLooksAtAndWhatItsMarksMean() {
        assertThat(run("doctor", "--help")).isZero();

        assertThat(out.toString())
                .contains("It sends nothing, changes", "not looked at  could not be read, and why; it is no ok")
                .contains("--hpa=NAME", "--output=FORMAT", "1    something would: each is marked WRONG")
                .doesNotContain("--ready-within", "--report");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theDoctorIsAskedOfAContextThatDoesNotExist() {
        assertThat(run("doctor", "--context", "nowhere")).isEqualTo(2);

        assertThat(out.toString())
                .contains("Could not run: kubeconfig has no context 'nowhere'", "Try: kubectl config get-contexts");
    }

    @Test
    void forProgramsTheDoctorSaysThatAsJsonAndNothingElse() {
        assertThat(run("doctor", "--context", "nowhere", "--output", "json")).isEqualTo(2);

        JsonNode result = JsonMapper.shared().readTree(out.toString());
        assertThat(result.get("outcome").stringValue()).isEqualTo("COULD_NOT_RUN");
        assertThat(result.get("exitCode").intValue()).isEqualTo(2);
        assertThat(result.get("remedy").stringValue()).isEqualTo("kubectl config get-contexts");
    }

    @Test
    void theDoctorTakesNoOptionsOfALoad() {
        assertThat(run("doctor", "--ready-within", "1m")).isEqualTo(2);

        assertThat(out.toString())
                .contains("Could not run: Unknown option", "--ready-within")
                .contains("Try: java -jar scaleproof.jar doctor --help");
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
    void aCertificateWithoutItsKeyExitsWith2() {
        assertThat(run("--context", "nowhere", "--cert", "me.pem", "--report", folder.toString()))
                .isEqualTo(2);

        assertThat(out.toString()).contains("--cert and --key belong together: --key FILE is missing");
    }

    @Test
    void aHeaderWithoutItsQuotesIsRefusedWithoutBeingShown() {
        assertThat(run("--header", "Authorization:", "Bearer", "s3cret")).isEqualTo(2);

        assertThat(out.toString()).contains("Quote values that have blanks").doesNotContain("s3cret", "Bearer");
    }

    @Test
    void aPredictionThatKeepsTheContractExitsWith0AndWritesEveryReport() {
        assertThat(run("simulate", "--report", folder.toString())).isZero();
        assertThat(out.toString()).contains("surge: ", "HPA 1 -> ", "6 of 6 pods ready", "PASSED");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder.resolve("report.json")).isNotEmptyFile();
        assertThat(folder.resolve("junit.xml")).isNotEmptyFile();
    }

    @Test
    void aPredictionThatBreaksItExitsWith1() {
        assertThat(run("simulate", "--set", "scaleDownWindowSeconds=300", "--report", folder.toString()))
                .isEqualTo(1);
    }

    @Test
    void aSettingThatDoesNotExistExitsWith2AndLeavesNoReport() throws Exception {
        Files.writeString(folder.resolve("report.html"), "an earlier run's");
        assertThat(run("simulate", "--set", "maxReplica=4", "--report", folder.toString()))
                .isEqualTo(2);
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenToIsRefusedBeforeTheRunWithWhatToType() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThat(run("simulate", "--report", file.resolve("report").toString()))
                .isEqualTo(2);
        assertThat(out.toString())
                .contains("No report can be written to " + file.resolve("report"), "--report DIR")
                .doesNotContain("A prediction", "\tat ");
    }

    @Test
    void twoReportsAreCompared() {
        Path before = folder.resolve("before");
        Path after = folder.resolve("after");
        assertThat(run("simulate", "--report", before.toString())).isZero();
        assertThat(run("simulate", "--set", "podStart=9s", "--report", after.toString()))
                .isZero();
        assertThat(run(
                        "compare",
                        before.resolve("report.json").toString(),
                        after.resolve("report.json").toString(),
                        "--report",
                        folder.toString()))
                .isZero();
        assertThat(folder.resolve("compare.html")).isNotEmptyFile();
    }

    @Test
    void aMissingReportExitsWith2() {
        assertThat(run("compare", "no.json", "no.json")).isEqualTo(2);
    }

    private int run(String... args) {
        boolean apart = List.of(args).contains("json");
        return Scaleproof.run(
                Scaleproof.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(apart ? err : out, true)),
                args);
    }
}
