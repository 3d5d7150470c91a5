package io.scaleproof.loadtest.options;

import java.nio.file.Path;
import java.util.Optional;

/** Where this program was started from: a clone of the project, by Maven, or anywhere else, as a jar. */
public final class Home {
    /** Set by loadtest/pom.xml. */
    private static final String FOLDER = "scaleproof.loadtest.home";

    /** Set by whoever wraps the jar in a command with a name of its own. */
    private static final String COMMAND = "scaleproof.command";

    private Home() {}

    /** The load test's folder in the clone; empty outside one. */
    static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of);
    }

    /** What to type to have this program do {@code arguments}. */
    public static String command(String arguments) {
        return folder().isPresent()
                ? "mvn -pl loadtest exec:java -Dexec.args=\"%s\"".formatted(arguments)
                : System.getProperty(COMMAND, "java -jar scaleproof.jar") + " " + arguments;
    }
}
