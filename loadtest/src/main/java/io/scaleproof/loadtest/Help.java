package io.scaleproof.loadtest;

import io.scaleproof.loadtest.simulate.PaperKeys;
import io.scaleproof.loadtest.target.Home;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The help texts that surround the lists of options, and what is said instead of them when an option is wrong. */
final class Help {
    private Help() {}

    /** Adds them to the command and its verbs. */
    static CommandLine of(CommandLine command) {
        command.setParameterExceptionHandler(Help::wrongUsage);
        // @FILE is this program's own: picocli would take what is in the file for options, and print it where they are
        // wrong.
        command.setExpandAtFiles(false);
        command.setUsageHelpWidth(100);
        command.getCommandSpec().usageMessage().header(text("verbs-header.txt"));
        command.getCommandSpec().usageMessage().footer(joined(text("exit-codes.txt"), examples()));
        // Shown to shells alone, which ask once.
        command.getSubcommands()
                .get("generate-completion")
                .getCommandSpec()
                .usageMessage()
                .hidden(true);
        footer(
                command,
                "prove",
                joined(text("prove.txt"), text("plans.txt"), text("traffic.txt"), text("exit-codes.txt")));
        footer(command, "doctor", joined(text("doctor.txt")));
        footer(command, "simulate", joined(text("plans.txt"), text("traffic.txt"), settings()));
        footer(command, "tune", joined(text("traffic.txt"), settings()));
        command.getSubcommands().values().forEach(verb -> withUsage(verb.getCommandSpec()));
        command.getCommandSpec().usageMessage().customSynopsis(Home.command("[VERB] [OPTIONS]"));
        return command;
    }

    /** As it is typed where this was started. */
    private static void withUsage(CommandSpec verb) {
        String parameters = verb.positionalParameters().stream()
                .map(parameter -> " " + parameter.paramLabel())
                .reduce("", String::concat);
        verb.usageMessage().customSynopsis(Home.command(verb.name() + " [OPTIONS]" + parameters));
    }

    private static void footer(CommandLine command, String verb, String... lines) {
        command.getSubcommands().get(verb).getCommandSpec().usageMessage().footer(lines);
    }

    private static String[] joined(String[]... texts) {
        return Stream.of(texts)
                .flatMap(lines -> Stream.concat(Stream.of(""), Arrays.stream(lines)))
                .toArray(String[]::new);
    }

    private static String[] settings() {
        List<String> lines = new ArrayList<>();
        lines.add("Settings for --set KEY=VALUE, with their defaults:");
        PaperKeys.all()
                .forEach(key ->
                        lines.add(escaped("  %-24s%-9s%s".formatted(key.name(), key.standard(), key.meaning()))));
        return lines.toArray(String[]::new);
    }

    private static String[] examples() {
        return Stream.of(text("examples.txt"))
                .map(line -> line.startsWith("  ") ? line : "  " + Home.command(line))
                .toArray(String[]::new);
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
        CommandSpec verb = wrong.getCommandLine().getCommandSpec();
        err.println("Try: " + Home.command(verb.parent() == null ? "--help" : verb.name() + " --help"));
        return CommandLine.ExitCode.USAGE;
    }

    /** A header or a body without its quotes is many arguments, and each of them may be a part of a secret. */
    private static boolean maySaySecrets(String[] args) {
        return Arrays.stream(args)
                .anyMatch(arg -> Stream.of("--header", "--body", "--export").anyMatch(arg::startsWith));
    }

    private static String[] text(String resource) {
        try (InputStream text = Help.class.getResourceAsStream("help/" + resource)) {
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
