package io.scaleproof.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A folder that is a disk of its own, small enough to be filled. Root's alone, as mounting is. */
record SmallDisk(Path folder) implements AutoCloseable {
    private static final Command SHELL = new Command(Path.of("/"));
    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final int BLOCK = 4096;

    static SmallDisk of(int mebibytes) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount a small disk");
        Path folder = Files.createTempDirectory("scaleproof-disk");
        SHELL.run(QUICK, "mount -t tmpfs -o size=%dm scaleproof-disk '%s'".formatted(mebibytes, folder))
                .ok();
        return new SmallDisk(folder);
    }

    /** Takes all the room that is left, down to the last block, at once: whoever fills it does so in the middle of something. */
    void fill() throws IOException {
        byte[] mebibyte = new byte[1 << 20];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            for (long room = room(); room > 0; room = room()) {
                ballast.write(mebibyte, 0, room < mebibyte.length ? BLOCK : mebibyte.length);
            }
        }
    }

    private long room() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Gives the room back. */
    void free() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() {
        SHELL.run(QUICK, "umount --lazy '%1$s' && rmdir '%1$s'".formatted(folder))
                .ok();
    }
}
