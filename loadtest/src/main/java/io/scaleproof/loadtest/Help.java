package io.scaleproof.loadtest;

import io.scaleproof.loadtest.simulate.PaperKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The help text that surrounds the list of options, and what is said instead of it when an option is wrong. */
final class Help {
    private Help() {}

    /** Adds it to the command. */
    static CommandLine of(CommandLine command) {
        command.setParameterExceptionHandler(Help::wrongUsage);
        // @FILE is this program's own: picocli would take what is in the file for options, and print it where they are
        // wrong.
        command.setExpandAtFiles(false);
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.header(text("help-header.txt"));
        List<String> footer = new ArrayList<>(List.of(text("help-footer.txt")));
        footer.add("");
        footer.add("Settings for --set KEY=VALUE, with their defaults:");
        PaperKeys.all()
                .forEach(key ->
                        footer.add(escaped("  %-24s%-9s%s".formatted(key.name(), key.standard(), key.meaning()))));
        usage.footer(footer.toArray(String[]::new));
        return command;
    }

    private static int wrongUsage(ParameterException wrong, String[] args) {
        PrintWriter err = wrong.getCommandLine().getErr();
        if (wrong instanceof UnmatchedArgumentException && maySaySecrets(args)) {
            err.printf(
                    "%nCould not run: there is more than options and their values. Quote values that have blanks, as in"
                            + " --header 'NAME: VALUE'%n");
        } else {
            err.printf("%nCould not run: %s%n", wrong.getMessage());
            UnmatchedArgumentException.printSuggestions(wrong, err);
        }
        err.println("Try: mvn -pl loadtest exec:java -Dexec.args=--help");
        return CommandLine.ExitCode.USAGE;
    }

    /** A header or a body without its quotes is many arguments, and each of them may be a part of a secret. */
    private static boolean maySaySecrets(String[] args) {
        return Arrays.stream(args).anyMatch(arg -> arg.startsWith("--header") || arg.startsWith("--body"));
    }

    private static String[] text(String resource) {
        try (InputStream text = Help.class.getResourceAsStream(resource)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Help::escaped)
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** picocli formats these lines: a percent sign in them is a percent sign. */
    private static String escaped(String line) {
        return line.replace("%", "%%");
    }
}
