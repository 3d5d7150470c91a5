package io.scaleproof.plugins.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** What a build sees: the context's files without the ignored ones, and the Dockerfile. */
final class BuildContext {
    private final Path root;
    private final Path dockerfile;
    private final Set<Path> entries = new TreeSet<>();

    /** Reads the folder's list of files, not yet their content. */
    BuildContext(Path root, Path dockerfile) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.dockerfile = dockerfile.toAbsolutePath().normalize();
        IgnoreRules rules = IgnoreRules.of(this.root, this.dockerfile);
        Files.walkFileTree(this.root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path path = relative(folder);
                if (path.toString().isEmpty()) {
                    return FileVisitResult.CONTINUE;
                }
                if (!rules.ignores(path)) {
                    entries.add(path);
                    return FileVisitResult.CONTINUE;
                }
                return rules.hasExceptions() ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // The daemon needs the Dockerfile even if no COPY shall see it.
                if (!rules.ignores(relative(file)) || file.equals(BuildContext.this.dockerfile)) {
                    entries.add(relative(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path relative(Path path) {
        return root.relativize(path);
    }

    private boolean holdsDockerfile() {
        return dockerfile.startsWith(root);
    }

    /** The name under which the daemon finds the Dockerfile in the archive. */
    String dockerfileName() {
        return holdsDockerfile() ? relative(dockerfile).toString().replace('\\', '/') : ".dockerfile.of.the.build";
    }

    /** Changes when a file's name, kind, permissions or content does, and never by time alone. */
    String digest() throws IOException {
        MessageDigest digest = sha256();
        digest.update(hash(dockerfile));
        for (Path entry : entries) {
            Path file = root.resolve(entry);
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            digest.update("%s\0%o\0".formatted(entry, mode(file)).getBytes(StandardCharsets.UTF_8));
            digest.update(
                    Files.isSymbolicLink(file)
                            ? Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8)
                            : hash(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (DigestInputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void writeTar(OutputStream output) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(output, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Path entry : entries) {
                write(tar, root.resolve(entry), entry.toString().replace('\\', '/'));
            }
            if (!holdsDockerfile()) {
                write(tar, dockerfile, dockerfileName());
            }
        }
    }

    private static void write(TarArchiveOutputStream tar, Path file, String name) throws IOException {
        if (Files.isSymbolicLink(file)) {
            TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            link.setLinkName(Files.readSymbolicLink(file).toString());
            tar.putArchiveEntry(link);
        } else if (Files.isDirectory(file)) {
            TarArchiveEntry folder = new TarArchiveEntry(name + "/");
            folder.setMode(mode(file));
            tar.putArchiveEntry(folder);
        } else {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(file));
            entry.setMode(mode(file));
            entry.setLastModifiedTime(Files.getLastModifiedTime(file));
            tar.putArchiveEntry(entry);
            Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }

    private static int mode(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0777;
    }
}
