package io.scaleproof.loadtest.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.RunOutcome;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.Target;
import io.scaleproof.loadtest.record.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run came to, as one JSON document for programs: what a build wants to know, with the way to the rest. Its fields
 * stay; new ones may come.
 */
public final class ResultJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    none -> JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private ResultJson() {}

    /** A run's end. */
    private record Result(
            RunOutcome outcome,
            int exitCode,
            Optional<String> reason,
            Optional<String> remedy,
            Optional<Target> target,
            List<Verdict> verdicts,
            Optional<String> report,
            Optional<String> data) {}

    /** The result of a run whose reports lie in {@code folder}. */
    public static String of(RunRecord run, Path folder) {
        return json(new Result(
                run.outcome(),
                run.outcome().exitCode(),
                run.reason(),
                Optional.empty(),
                Optional.of(run.target()),
                run.verdicts(),
                Optional.of(path(folder, "report.html")),
                Optional.of(path(folder, "report.json"))));
    }

    /** The result of what could not begin. */
    public static String of(CouldNotRun why) {
        return json(new Result(
                RunOutcome.COULD_NOT_RUN,
                RunOutcome.COULD_NOT_RUN.exitCode(),
                Optional.of(why.getMessage()),
                Optional.of(why.remedy()),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
    }

    /** A result of another kind, in the same form. */
    public static String json(Object result) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result);
    }

    private static String path(Path folder, String file) {
        return folder.resolve(file).toAbsolutePath().normalize().toString();
    }
}
