package io.scaleproof.loadtest.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Service;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.report.ResultJson;
import io.scaleproof.loadtest.target.ScaleTargetRefs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All findings, and what they come to.
 *
 * @param subject what was looked at, in a line
 */
public record Diagnosis(String subject, List<Line> lines) {

    public Diagnosis {
        lines = List.copyOf(lines);
    }

    /**
     * One finding.
     *
     * @param check what was looked at
     * @param seen what was seen, in a sentence
     * @param remedy what to type
     */
    public record Line(
            String check,
            Level level,
            String seen,
            @JsonProperty("try") Optional<String> remedy) {

        static Line of(Check check, Finding finding) {
            return new Line(check.about(), finding.level(), finding.seen(), finding.remedy());
        }
    }

    static Diagnosis of(Examined seen) {
        List<String> subjects = new ArrayList<>();
        if (seen.service() instanceof Sight.Seen<Service>(Service service)) {
            subjects.add("Service " + service.getMetadata().getName());
        }
        seen.autoscaler().ifPresent(hpa -> {
            subjects.add("HPA " + hpa.getMetadata().getName());
            subjects.add(ScaleTargetRefs.words(hpa));
        });
        subjects.set(0, subjects.getFirst() + " in namespace " + seen.namespace());
        String subject = "%s (context %s)".formatted(String.join(", ", subjects), seen.context());
        return new Diagnosis(subject, Checks.of(seen));
    }

    /** {@code PASSED} where nothing would go wrong. */
    public RunOutcome outcome() {
        return count(Level.WRONG) == 0 ? RunOutcome.PASSED : RunOutcome.FAILED;
    }

    private long count(Level level) {
        return lines.stream().filter(line -> line.level() == level).count();
    }

    /** For people: a line a finding, below it what to type, at the end what it comes to. */
    public List<String> text() {
        List<String> text = new ArrayList<>();
        text.add("doctor   " + subject);
        text.add("");
        for (Line line : lines) {
            text.add("  %-15s%-14s%s".formatted(line.level().mark(), line.check(), line.seen()));
            line.remedy().ifPresent(remedy -> text.add("  %-15s%-14stry: %s".formatted("", "", remedy)));
        }
        text.add("");
        text.add(sum());
        return text;
    }

    private String sum() {
        long wrong = count(Level.WRONG);
        long unseen = count(Level.NOT_LOOKED_AT);
        String nothing = unseen == 0 ? "Nothing" : "Nothing of what was looked at";
        return "%s would go wrong; %s; %s not looked at."
                .formatted(
                        wrong == 0 ? nothing : counted(wrong, "thing"),
                        counted(count(Level.WARNING), "warning"),
                        counted(unseen, "thing"));
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The same for programs. */
    public String json() {
        return ResultJson.json(new Result(outcome(), outcome().exitCode(), subject, lines));
    }

    private record Result(RunOutcome outcome, int exitCode, String subject, List<Line> findings) {}
}
