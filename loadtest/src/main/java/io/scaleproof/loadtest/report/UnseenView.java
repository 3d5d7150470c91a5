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
                        Stream.concat(
                                watch.leftOut().stream(),
                                watch.starved().stream()
                                        .map(time ->
                                                "no processor to spare on this machine, which runs the pods, too, from %s to %s"
                                                        .formatted(
                                                                Words.seconds(time.from()), Words.seconds(time.to())))))
                .toList();
    }
}
