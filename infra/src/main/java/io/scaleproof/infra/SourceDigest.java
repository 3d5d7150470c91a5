package io.scaleproof.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * The SHA-256 of everything in a module that can change what is built from it: names and contents of all files but
 * tests, build results and hidden folders (editors' own).
 */
final class SourceDigest {
    private static final Set<Path> LEFT_OUT = Set.of(Path.of("target"), Path.of("src/test"));

    private SourceDigest() {}

    static String of(Path module) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files(module)) {
                byte[] content = Files.readAllBytes(module.resolve(file));
                // The length keeps the end of one file and the name of the next apart.
                digest.update(
                        "%s\n%d\n".formatted(slashed(file), content.length).getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the sources in " + module, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Iterable<Path> files(Path module) throws IOException {
        var files = new TreeSet<Path>();
        Files.walkFileTree(module, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path relative = module.relativize(folder);
                boolean hidden = relative.getFileName().toString().startsWith(".");
                return LEFT_OUT.contains(relative) || hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(module.relativize(file));
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static String slashed(Path file) {
        return file.toString().replace('\\', '/');
    }
}
