package io.scaleproof.loadtest;

import io.scaleproof.loadtest.load.HostAddresses;
import io.scaleproof.loadtest.record.RunOutcome;
import java.util.Arrays;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command: its verbs, and what is done without one. */
@Command(
        name = "scaleproof",
        mixinStandardHelpOptions = true,
        version = "Scaleproof " + Scaleproof.VERSION,
        usageHelpWidth = 100,
        subcommands = {
            Prove.class,
            Watch.class,
            Doctor.class,
            Simulate.class,
            Tune.class,
            Compare.class,
            Print.class,
            WorkerVerb.class,
            GenerateCompletion.class,
        })
public final class Scaleproof {
    static final String VERSION = "0.1.0";
    /** As it names itself to servers. */
    static final String PROGRAM = "scaleproof/" + VERSION;

    private static final String DEFAULT_VERB = "prove";

    private Scaleproof() {}

    /** Ends with the exit code of what was asked for; {@code prove} is what is asked for where no verb is. */
    public static void main(String[] args) {
        HostAddresses.letNamesAge();
        int code = run(commandLine(), args);
        // Ctrl-C is the JVM's own exit, under way already.
        if (code != CommandLine.ExitCode.OK && code != RunOutcome.INTERRUPTED.exitCode()) {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        return Help.of(new CommandLine(new Scaleproof()));
    }

    static int run(CommandLine command, String... args) {
        return command.execute(withVerb(args));
    }

    private static String[] withVerb(String... args) {
        boolean options = args.length == 0 || args[0].startsWith("-");
        if (!options || asksForAll(args)) {
            return args;
        }
        String[] all = new String[args.length + 1];
        all[0] = DEFAULT_VERB;
        System.arraycopy(args, 0, all, 1, args.length);
        return all;
    }

    private static boolean asksForAll(String... args) {
        return args.length == 1
                && Arrays.asList("-h", "--help", "-V", "--version").contains(args[0]);
    }
}
