package io.scaleproof.loadtest.target;

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
    public static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of);
    }

    /** What to type, without more, to have the rights of {@code loadtest/rbac/role.yaml} in {@code namespace}. */
    static String applyRole(String namespace) {
        return folder().isPresent()
                ? "kubectl apply -n %s -f loadtest/rbac/role.yaml".formatted(namespace)
                : "%s | kubectl apply -n %s -f -".formatted(command("print role"), namespace);
    }

    /** The same with a part of it that is commented out, named by what it is for. */
    static String applyRole(String namespace, String part) {
        return folder().isPresent()
                ? "uncomment the part for %s in loadtest/rbac/role.yaml, then %s".formatted(part, applyRole(namespace))
                : "%s >role.yaml, uncomment its part for %s beside those in use already, then kubectl apply -n %s -f role.yaml"
                        .formatted(command("print role"), part, namespace);
    }

    /** What to type to have this program do {@code arguments}. */
    public static String command(String arguments) {
        return folder().isPresent()
                ? "mvn -pl loadtest exec:java -Dexec.args=\"%s\"".formatted(arguments)
                : System.getProperty(COMMAND, "java -jar scaleproof.jar") + " " + arguments;
    }
}
