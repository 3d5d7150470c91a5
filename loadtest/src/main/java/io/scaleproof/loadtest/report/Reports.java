package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.RunJson;
import io.scaleproof.loadtest.record.RunRecord;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a run's reports into a folder. */
public final class Reports {
    private static final List<String> FILES = List.of("report.html", "report.json", "junit.xml");

    private Reports() {}

    /**
     * Removes the reports of an earlier run, so that a run that ends without one cannot be mistaken for it.
     *
     * @throws CouldNotRun when no report could be written there: better said now than after minutes of load
     */
    public static void clear(Path folder) throws CouldNotRun, IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
        if (!Files.isWritable(folder)) {
            throw notWritable(folder, new AccessDeniedException(folder.toString()));
        }
        for (String file : FILES) {
            Files.deleteIfExists(folder.resolve(file));
        }
    }

    private static CouldNotRun notWritable(Path folder, IOException why) {
        return new CouldNotRun(
                "No report can be written to %s: %s".formatted(folder.toAbsolutePath(), why),
                "give another folder (--report DIR); in a container mount one: docker run -v \"$PWD:/report\" ..., or an"
                        + " emptyDir in a Job",
                why);
    }

    /** Writes {@code junit.xml} alone, for a run that could not begin: a build server then shows why. */
    public static void couldNotRun(CouldNotRun why, Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            Files.writeString(folder.resolve("junit.xml"), JUnitReport.of(why));
        } catch (IOException e) {
            // An empty file is no report either.
            leftBy(folder);
            throw e;
        }
    }

    /**
     * Writes {@code report.html}, {@code report.json} and {@code junit.xml}, replacing what is there. Where not all of them can be
     * written, none is left: half a report could be taken for one.
     *
     * @return the HTML report
     * @throws CouldNotRun when the disk is full, for instance
     */
    public static Path write(RunRecord run, Path folder) throws CouldNotRun {
        try {
            Files.createDirectories(folder);
            RunJson.write(run, folder.resolve("report.json"));
            Files.writeString(folder.resolve("junit.xml"), JUnitReport.of(run));
            return Files.writeString(folder.resolve("report.html"), HtmlReport.of(run));
        } catch (IOException e) {
            throw new CouldNotRun(
                    "The report could not be written to %s: %s%s"
                            .formatted(folder.toAbsolutePath(), e.getMessage(), leftBy(folder)),
                    "make room there, or give another folder (--report DIR), and run it again",
                    e);
        }
    }

    /** Removes what there is of it; in words what could not be removed. */
    private static String leftBy(Path folder) {
        List<String> left = FILES.stream()
                .filter(file -> {
                    try {
                        Files.deleteIfExists(folder.resolve(file));
                        return false;
                    } catch (IOException e) {
                        return true;
                    }
                })
                .toList();
        return left.isEmpty() ? "" : "; what there is of it is not whole: " + String.join(", ", left);
    }
}
