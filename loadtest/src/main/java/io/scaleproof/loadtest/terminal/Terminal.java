package io.scaleproof.loadtest.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Optional;

/** Chooses how the run is shown. */
public final class Terminal {
    private Terminal() {}

    /** A view drawn in place where the output is a terminal that can do that, plain lines otherwise. */
    public static Progress open(boolean plain, PrintStream out) {
        return plain || !canDraw() ? new PlainLines(out) : new LiveView(screen());
    }

    /** The terminal itself. Where Maven runs this, its System.out lets no control code through (.mvn/maven.config, decisions/cluster.md). */
    private static PrintStream screen() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, System.out.charset());
    }

    private static boolean canDraw() {
        String kind = System.getenv("TERM");
        // There is no console at all where input or output is redirected, unless another provider is chosen.
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return terminal && kind != null && !kind.equals("dumb");
    }
}
