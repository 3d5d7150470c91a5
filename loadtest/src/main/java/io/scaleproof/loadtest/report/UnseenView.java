package io.scaleproof.loadtest.report;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.hpa.Standstill;
import io.scaleproof.loadtest.record.RunRecord;
import io.scaleproof.loadtest.record.WatchHealth;
import io.scaleproof.loadtest.record.WatchHealth.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What somebody did to the HPA, and what the prober could not see, one line each. */
final class UnseenView {
    private UnseenView() {}

    static List<String> of(RunRecord run) {
        WatchHealth watch = run.watch();
        List<String> lines = new ArrayList<>();
        Standstill.of(run).forEach(still -> lines.add(still.words()));
        watch.changed().forEach(change -> lines.add("changed: " + change));
        watch.gaps()
                .forEach(gap -> lines.add("%s: not %s %s, %s"
                        .formatted(
                                gap.what().name().toLowerCase(Locale.ROOT),
                                gap.what() == Watched.CLOCK ? "to be believed" : "watched",
                                between(gap.from(), gap.to()),
                                gap.why())));
        lines.addAll(watch.leftOut());
        watch.starved()
                .forEach(time -> lines.add("no processor to spare on this machine, which runs the pods, too, "
                        + between(time.from(), time.to())));
        if (!watch.disturbed().isEmpty()) {
            lines.add("this machine, which runs the pods, too, was busy with something else "
                    + watch.disturbed().stream()
                            .map(time -> between(time.from(), time.to()))
                            .collect(joining(", ")));
        }
        return lines;
    }

    private static String between(Duration from, Duration to) {
        return "from %s to %s".formatted(Words.seconds(from), Words.seconds(to));
    }
}
