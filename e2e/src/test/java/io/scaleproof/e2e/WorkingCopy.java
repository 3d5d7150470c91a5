package io.scaleproof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The repository's files as they are, without what builds made, in a folder of their own: the tests may change
 * configuration and code there, and it starts as bare as a fresh clone.
 */
record WorkingCopy(Path folder) {
    static WorkingCopy make() throws IOException {
        Path repository = repository();
        Path folder = Files.createTempDirectory("scaleproof-e2e");
        new Command(repository)
                .run(
                        Duration.ofMinutes(5),
                        "git ls-files --cached --others --exclude-standard -z | while IFS= read -r -d '' file; do"
                                + " [ ! -e \"$file\" ] || printf '%s\\0' \"$file\"; done"
                                + " | tar --null --files-from=- -cf - | tar -C '" + folder + "' -xf -"
                                + " && cd '" + folder + "' && git init -q && git add -A"
                                + " && git -c user.name=e2e -c user.email=e2e@scaleproof.example commit -qm copy")
                .ok();
        return new WorkingCopy(folder);
    }

    void remove() {
        new Command(Path.of("/"))
                .run(Duration.ofMinutes(5), "rm -rf '" + folder + "'")
                .ok();
    }

    /** The nearest folder upwards that holds the Pulumi project. */
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("Pulumi.yaml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new AssertionError("no Pulumi.yaml above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }
}
