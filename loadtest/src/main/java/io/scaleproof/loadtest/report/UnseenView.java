package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.WatchHealth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the prober could not see, one line each. */
final class UnseenView {
    private UnseenView() {}

    static List<String> of(WatchHealth watch) {
        return Stream.concat(
                        watch.gaps().stream()
                                .map(gap -> "%s: not watched from %s to %s, %s"
                                        .formatted(
                                                gap.what().name().toLowerCase(Locale.ROOT),
                                                Words.seconds(gap.from()),
                                                Words.seconds(gap.to()),
                                                gap.why())),
                        watch.leftOut().stream())
                .toList();
    }
}
