package io.scaleproof.service.shortcuts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with the tests' classes, for what Micronaut asks only once in the life of one. */
record OwnJvm(int exitCode, String said) {
    private static final int MOST_SECONDS = 60;

    /** Runs {@code main}, with {@code first} before the class path. */
    static OwnJvm run(Class<?> main, List<Path> first) throws IOException, InterruptedException {
        StringBuilder classPath = new StringBuilder();
        first.forEach(folder -> classPath.append(folder).append(File.pathSeparator));
        classPath.append(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        Path said = Files.createTempFile("own-jvm", ".out");
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-classpath",
                            classPath.toString(),
                            main.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String text = Files.readString(said, UTF_8);
            if (!ended) {
                throw new IOException("%s did not end in %d s:%n%s".formatted(main.getName(), MOST_SECONDS, text));
            }
            return new OwnJvm(process.exitValue(), text);
        } finally {
            Files.delete(said);
        }
    }
}
