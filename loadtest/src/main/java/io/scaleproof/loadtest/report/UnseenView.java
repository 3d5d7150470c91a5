package io.scaleproof.loadtest.report;

import static java.util.stream.Collectors.joining;

import io.scaleproof.loadtest.record.WatchHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the prober could not see, one line each. */
final class UnseenView {
    private UnseenView() {}

    static List<String> of(WatchHealth watch) {
        List<String> lines = new ArrayList<>();
        watch.gaps()
                .forEach(gap -> lines.add("%s: not watched %s, %s"
                        .formatted(
                                gap.what().name().toLowerCase(Locale.ROOT), between(gap.from(), gap.to()), gap.why())));
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
