package io.scaleproof.service.shortcuts;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The JDK closes the standard streams together with a socket that it inherited as one of them. */
public final class StandardOutput {
    private StandardOutput() {}

    /** Keeps the log's last lines, which come after the server's socket is closed, if that was inherited (listen.c). */
    public static void outlivesAnInheritedSocket() {
        try {
            if (System.inheritedChannel() != null) {
                System.setOut(new PrintStream(new FileOutputStream("/dev/stdout", true), true, StandardCharsets.UTF_8));
            }
        } catch (FileNotFoundException e) {
            // Not allowed here: the log lacks those lines.
        } catch (IOException e) {
            throw new IllegalStateException("the inherited socket cannot be asked for", e);
        }
    }
}
