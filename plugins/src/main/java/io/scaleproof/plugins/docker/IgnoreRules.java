package io.scaleproof.plugins.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A {@code .dockerignore} file: the last line that matches a path or one of its parents decides; {@code !} lines take back.
 * See <a href="https://docs.docker.com/build/concepts/context/#dockerignore-files">its definition</a>.
 */
final class IgnoreRules {
    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(Pattern pattern, boolean ignores) {
        boolean matches(Path path) {
            for (Path part = path; part != null; part = part.getParent()) {
                if (pattern.matcher(part.toString().replace('\\', '/')).matches()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A Dockerfile may have an ignore file of its own, which then counts instead of the context's. */
    static IgnoreRules of(Path context, Path dockerfile) throws IOException {
        Path own = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
        Path file = Files.isReadable(own) ? own : context.resolve(".dockerignore");
        return Files.isReadable(file) ? parse(Files.readAllLines(file)) : parse(List.of());
    }

    static IgnoreRules parse(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            String rule = line.strip();
            if (rule.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean ignores = !rule.startsWith("!");
            String glob = cleaned(ignores ? rule : rule.substring(1).strip());
            if (!glob.isEmpty()) {
                rules.add(new Rule(Pattern.compile(regex(glob)), ignores));
            }
        }
        return new IgnoreRules(rules);
    }

    private static String cleaned(String glob) {
        String path = Path.of(glob).normalize().toString().replace('\\', '/');
        return path.startsWith("/") ? path.substring(1) : path;
    }

    /**
     * @param path relative to the context
     */
    boolean ignores(Path path) {
        boolean ignored = false;
        for (Rule rule : rules) {
            if (rule.ignores() != ignored && rule.matches(path)) {
                ignored = rule.ignores();
            }
        }
        return ignored;
    }

    /** Whether something below an ignored folder may have been taken back, so that it must be walked. */
    boolean hasExceptions() {
        return rules.stream().anyMatch(rule -> !rule.ignores());
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> {
                    if (!glob.startsWith("**", i)) {
                        regex.append("[^/]*");
                    } else if (glob.startsWith("**/", i)) {
                        regex.append("(?:.*/)?");
                        i += 2;
                    } else {
                        regex.append(".*");
                        i++;
                    }
                }
                case '?' -> regex.append("[^/]");
                case '[' -> {
                    int end = glob.indexOf(']', i + 1);
                    if (end < 0) {
                        regex.append("\\[");
                    } else {
                        regex.append(glob, i, end + 1);
                        i = end;
                    }
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
