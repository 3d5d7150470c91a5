package io.scaleproof.plugins.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {
    @ParameterizedTest
    @CsvSource({
        "target,              target,               true",
        "target,              target/a/b.jar,       true",
        "target,              src/target,           false",
        "/target,             target/a,             true",
        "target/,             target/a,             true",
        "./target,            target/a,             true",
        "*.md,                README.md,            true",
        "*.md,                docs/README.md,       false",
        "**/*.md,             docs/a/README.md,     true",
        "**/*.md,             README.md,            true",
        "docs/**,             docs/a/README.md,     true",
        "docs/**,             docs,                 false",
        "a/**/z,              a/b/c/z,              true",
        "a/**/z,              a/z,                  true",
        "temp?,               temp1,                true",
        "temp?,               temp12,               false",
        "[ab].txt,            a.txt,                true",
        "[ab].txt,            c.txt,                false",
        "a.b,                 axb,                  false",
        "(x)+,                (x)+,                 true",
        "*;!keep.txt,         keep.txt,             false",
        "*;!keep.txt,         other.txt,            true",
        "*;!target/app.jar,   target/app.jar,       false",
        "*;!target/app.jar,   target/app.txt,       true",
        "!a;a,                a,                    true",
        "a;!a/b;a/b/c,        a/b/d,                false",
        "a;!a/b;a/b/c,        a/b/c,                true",
        "# comment;x,         # comment,            false",
        "' ;x',               y,                    false"
    })
    void decideAsDockerDoes(String lines, String path, boolean ignored) {
        assertThat(IgnoreRules.parse(List.of(lines.split(";"))).ignores(Path.of(path)))
                .isEqualTo(ignored);
    }
}
