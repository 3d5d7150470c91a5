package io.scaleproof.loadtest;

import io.scaleproof.loadtest.doctor.Diagnosis;
import io.scaleproof.loadtest.doctor.Examiner;
import io.scaleproof.loadtest.options.FormatOption;
import io.scaleproof.loadtest.options.TargetOptions;
import io.scaleproof.loadtest.target.ApiErrors;
import io.scaleproof.loadtest.target.Cluster;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A look before the load. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "what would go wrong, before any load",
        description =
                "Looks at the HPA, what it scales and what surrounds it, and says what would keep it from scaling. It sends"
                        + " nothing, changes nothing, and takes seconds.")
final class Doctor implements Callable<Integer> {
    @ArgGroup(validate = false, heading = "%nThe target:%n")
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private FormatOption format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Talk talk = new Talk(spec, format);
        return talk.exitCode(() -> {
            Diagnosis diagnosis = ApiErrors.said(() -> {
                try (Cluster cluster = Cluster.connect(target.context())) {
                    return new Examiner(cluster, target.namespace()).diagnose(target.service(), target.hpa());
                }
            });
            diagnosis.text().forEach(talk::say);
            talk.result(diagnosis.json());
            return diagnosis.outcome().exitCode();
        });
    }
}
