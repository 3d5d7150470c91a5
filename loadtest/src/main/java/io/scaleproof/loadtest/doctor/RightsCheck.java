package io.scaleproof.loadtest.doctor;

import java.util.List;

/** Whether whoever asks may do what a run takes. */
final class RightsCheck implements Check {
    @Override
    public String about() {
        return "rights";
    }

    @Override
    public List<Finding> look(Examined seen) {
        return seen.refusal()
                .findings(refusal -> List.of(refusal.map(why -> Finding.wrong(why.getMessage(), why.remedy()))
                        .orElseGet(() -> Finding.ok(
                                "all that a run takes may be read in namespace %s".formatted(seen.namespace())))));
    }
}
