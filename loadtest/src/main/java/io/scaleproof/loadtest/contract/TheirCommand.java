package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.record.ForeignLoad;
import io.scaleproof.loadtest.record.Verdict;
import java.util.Optional;

/** Whether the command that sent the load was content with what it saw: load tools say so by their exit status. */
final class TheirCommand {
    private TheirCommand() {}

    /** Empty where no command was given. */
    static Optional<Verdict> judge(ForeignLoad load) {
        return load.command().map(command -> {
            Clause clause = new Clause("commandSucceeds", "the load's own command", "exit status 0");
            if (load.exitCode().isEmpty()) {
                return clause.cutShort("it was ended before it was over");
            }
            int code = load.exitCode().get();
            return code == 0
                    ? clause.passed("0")
                    : clause.failed(
                            String.valueOf(code),
                            command + " was not content, or could not run",
                            new Cause("", "see what it printed"));
        });
    }
}
