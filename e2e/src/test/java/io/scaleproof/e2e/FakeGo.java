package io.scaleproof.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A {@code go} that builds at once: programs that do nothing. {@code GO_RELEASE} is the release it says it is, and {@code GO_FAILS} lets a
 * build fail, with a compiler's words or {@code silently}.
 */
final class FakeGo {
    private FakeGo() {}

    /** A folder for PATH with it, whose builds have these programs as their output. */
    static Path in(Path folder, String... programs) throws IOException {
        Path path = Files.createDirectories(folder.resolve("path"));
        program(path.resolve("go"), """
                #!/bin/bash
                case $1 in
                  env) echo "${GO_RELEASE:-go1}" ;;
                  list) printf 'internal/abi\\nk8s.io/api\\n' ;;
                  build) [ "${GO_FAILS:-}" != silently ] || exit 1
                    [ -z "${GO_FAILS:-}" ] || { printf '%s\\n' 'go: downloading k8s.io/api v0.37.2' k8s.io/api '# k8s.io/api' 'types.go:3:1: undefined: Pod' internal/abi >&2; exit 1; }
                    while [ "$1" != -o ]; do shift; done
                    for program in PROGRAMS; do
                      printf '#!/bin/sh\\n' >"$2/$program" && chmod +x "$2/$program"
                    done ;;
                esac
                """.replace("PROGRAMS", String.join(" ", programs)));
        return path;
    }

    /** Writes a script that can be run. */
    static void program(Path file, String script) throws IOException {
        Files.writeString(file, script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
