package io.scaleproof.loadtest;

import io.scaleproof.loadtest.contract.ContractFile;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The contract to begin with. */
@Command(
        name = "contract",
        mixinStandardHelpOptions = true,
        header = "print the built-in contract, to be changed and given back with --contract FILE",
        description = "Prints the contract that a run is held to where none is given, with every clause explained.")
final class PrintContract implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().print(ContractFile.builtInText());
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
