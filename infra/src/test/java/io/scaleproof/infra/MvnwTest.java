package io.scaleproof.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code infra/mvnw}, with scripts in place of the JDK and of Maven that say how they were called. */
class MvnwTest {
    private static final List<String> RUN =
            List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "--no-transfer-progress", "compile", "exec:java");
    private static final String PACKAGES = "-DmainClass=com.pulumi.bootstrap.internal.Main -DmainArgs=packages";

    @TempDir
    private Path folder;

    private Path program;

    private record Ended(int status, String output) {}

    @BeforeEach
    void aCompiledProgram() throws IOException {
        program = Files.createDirectories(folder.resolve("infra"));
        Files.copy(Path.of("mvnw"), program.resolve("mvnw"));
        for (String source : List.of("pom.xml", "infra/pom.xml", "infra/src/main/App.java")) {
            write(source, "");
            age(source, 20);
        }
        age("infra/src/main", 20);
        write("infra/target/classes/App.class", "");
        write("infra/target/class-path", "library.jar");
        age("infra/target/class-path", 10);
        write("jdk/release", "JAVA_VERSION=\"25.0.1\"");
        script("jdk/bin/java", """
                echo "java $*" >>../calls
                case "$*" in
                  *" packages") echo '[]' ;;
                  *-XX:AOTMode=record*) echo 'AOTConfiguration recorded: x' ;;
                  *-XX:AOTMode=create*) [ ! -e ../unable ] || exit 1; echo cache >"${*##*-XX:AOTCache=}" ;;
                esac
                [ ! -e ../fails ] || { echo "the program's own words"; exit 3; }
                """);
        script("jdk/bin/jar", "touch \"$4\"");
        script("bin/mvn", "echo maven >>../calls");
    }

    @Test
    void withoutAChangeTheProgramStartsWithoutMaven() throws Exception {
        assertThat(run().status()).isZero();

        assertThat(calls())
                .singleElement()
                .asString()
                .startsWith("java")
                .endsWith("-cp target/classes:library.jar io.scaleproof.infra.App");
    }

    @Test
    void withANewerSourceMavenCompilesFirst() throws Exception {
        age("infra/src/main/App.java", 5);

        run();
        packages();

        assertThat(calls()).containsExactly("maven", "maven");
    }

    @Test
    void withAnotherJdkItIsMavenThatSaysSo() throws Exception {
        write("jdk/release", "JAVA_VERSION=\"21.0.1\"");

        run();
        packages();

        assertThat(calls()).containsExactly("maven", "maven");
    }

    @Test
    void askedOnceWhichPluginsItNeedsTheProgramIsNotStartedForThatAgain() throws Exception {
        assertThat(packages().output()).isEqualTo("[]\n");
        assertThat(packages().output()).isEqualTo("[]\n");

        assertThat(calls()).hasSize(1);
    }

    @Test
    void compiledAgainItIsAskedAgain() throws Exception {
        packages();
        compileAgain();

        packages();

        assertThat(calls()).hasSize(2);
    }

    @Test
    void fromItsSecondStartOnItStartsByWhatTheJvmHasLearnt() throws Exception {
        packages();
        run();
        run();
        run();

        assertThat(calls())
                .satisfiesExactly(
                        call -> assertThat(call).endsWith(" packages"),
                        call -> assertThat(call).contains("-cp target/program.jar:library.jar -XX:AOTMode=record"),
                        call -> assertThat(call).contains("-cp target/program.jar:library.jar -XX:AOTMode=create"),
                        call -> assertThat(call).contains("-XX:AOTCache=target/program.aot io.scaleproof.infra.App"),
                        call -> assertThat(call).contains("-XX:AOTCache=target/program.aot io.scaleproof.infra.App"));
        assertThat(kept())
                .containsExactlyInAnyOrder("classes", "class-path", "packages.json", "program.aot", "program.jar");
    }

    @Test
    void compiledAgainItLearnsAnew() throws Exception {
        packages();
        run();
        compileAgain();

        run();

        assertThat(calls().getLast()).contains("-cp target/classes:library.jar io.scaleproof.infra.App");
    }

    @Test
    void aFailureOfTheProgramIsTheProgramsAlone() throws Exception {
        packages();
        write("fails", "");

        var ended = run();

        assertThat(ended).isEqualTo(new Ended(3, "the program's own words\n"));
        assertThat(kept()).doesNotContain("program.aot").noneMatch(name -> name.startsWith("program.aot."));
    }

    @Test
    void whatTheJvmCannotKeepIsTriedOnce() throws Exception {
        packages();
        write("unable", "");

        assertThat(run().status()).isZero();
        run();

        assertThat(calls().stream().filter(call -> call.contains("AOTMode"))).hasSize(2);
    }

    private Ended run() throws IOException, InterruptedException {
        return mvnw(RUN);
    }

    private Ended packages() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(RUN);
        arguments.addAll(List.of(PACKAGES.split(" ", -1)));
        return mvnw(arguments);
    }

    private Ended mvnw(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "mvnw"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(program.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private void compileAgain() throws IOException {
        write("infra/target/class-path", "library.jar");
        age("infra/target/class-path", -10);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private List<String> kept() throws IOException {
        try (var files = Files.list(program.resolve("target"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void age(String file, int seconds) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve(file), FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    private void script(String file, String lines) throws IOException {
        write(file, "#!/bin/sh\n" + lines);
        assertThat(folder.resolve(file).toFile().setExecutable(true)).isTrue();
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), content);
    }
}
