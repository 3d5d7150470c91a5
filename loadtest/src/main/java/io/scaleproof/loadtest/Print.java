package io.scaleproof.loadtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The files that come with this program, for whoever has no clone of the project. */
@Command(
        name = "print",
        mixinStandardHelpOptions = true,
        header = "print a file to begin with: contract, role or job",
        description = {
            "Prints a file that comes with this program, to be changed and given back:",
            "contract  what a run is held to where no --contract is given, every clause explained",
            "role      an account that may prove in one namespace and nothing else: print role | kubectl apply -n NAME -f -",
            "job       this program as a Job in the cluster: print job | kubectl create -n NAME -f -",
        })
final class Print implements Callable<Integer> {
    /** What there is, by the name of its file. */
    enum What {
        contract("contract/contract.yaml"),
        role("manifests/role.yaml"),
        job("manifests/job.yaml");

        private final String resource;

        What(String resource) {
            this.resource = resource;
        }
    }

    @Parameters(paramLabel = "FILE", description = "contract, role or job")
    private What what;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (InputStream text = Print.class.getResourceAsStream(what.resource)) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            out.flush();
        }
        return CommandLine.ExitCode.OK;
    }
}
