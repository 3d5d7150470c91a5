package io.scaleproof.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@code kubectl get --watch}: tells each state that is seen, as the fields of its line. */
final class KubectlWatch implements AutoCloseable {
    private final Process watch;

    /**
     * @param objects what is watched, as it is typed behind {@code get}
     * @param fields a jsonpath whose fields are separated by blanks
     */
    KubectlWatch(String namespace, List<String> objects, String fields, Consumer<String[]> seen) throws IOException {
        List<String> command = new ArrayList<>(List.of("kubectl", "--namespace", namespace, "get"));
        command.addAll(objects);
        command.addAll(List.of("--watch", "--output", "jsonpath=" + fields + "{\"\\n\"}"));
        watch = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread.ofPlatform().daemon().start(() -> read(seen));
    }

    /** Whether it still goes on: after that, nothing new is seen. */
    boolean goesOn() {
        return watch.isAlive();
    }

    private void read(Consumer<String[]> seen) {
        try (BufferedReader lines = watch.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen.accept(line.split(" ", -1));
            }
        } catch (IOException e) {
            // The watch was ended by close().
        }
    }

    @Override
    public void close() {
        watch.destroy();
    }
}
