package io.scaleproof.plugins.docker;

import io.scaleproof.plugins.PluginException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Hands an image to a cluster whose nodes do not share the daemon, by the program named in the environment. */
final class ImageLoad {
    static final String VARIABLE = "SCALEPROOF_IMAGE_LOAD";

    private ImageLoad() {}

    static void run(String program, String imageName, InputStream image) throws IOException {
        Path output = Files.createTempFile("scaleproof-image-load-", ".log");
        try (image) {
            Process process = new ProcessBuilder(program, imageName)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            IOException broken = feed(image, process);
            int status = process.waitFor();
            if (status != 0 || broken != null) {
                throw new PluginException(
                        "%s (%s) could not load %s into the cluster: exit status %d%n%s"
                                .formatted(
                                        program,
                                        VARIABLE,
                                        imageName,
                                        status,
                                        Files.readString(output).strip()),
                        broken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException("interrupted while loading " + imageName + " into the cluster", e);
        } finally {
            Files.delete(output);
        }
    }

    /** A program that ends early breaks the pipe; its exit status and words tell more than that. */
    private static IOException feed(InputStream image, Process process) {
        try (OutputStream stdin = process.getOutputStream()) {
            image.transferTo(stdin);
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
