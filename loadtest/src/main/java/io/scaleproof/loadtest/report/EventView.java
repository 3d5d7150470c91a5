package io.scaleproof.loadtest.report;

import io.scaleproof.loadtest.record.ClusterEvent;
import java.util.List;

/** One event that the cluster reported. */
record EventView(String at, String css, String subject, String reason, String message) {
    static final int AT_MOST = 100;

    static List<EventView> of(List<ClusterEvent> events) {
        return events.stream().limit(AT_MOST).map(EventView::of).toList();
    }

    private static EventView of(ClusterEvent event) {
        return new EventView(
                Words.seconds(event.at()),
                event.type().equals("Warning") ? "failed" : "",
                "%s %s".formatted(event.kind(), event.name()),
                event.count() > 1 ? "%s x %d".formatted(event.reason(), event.count()) : event.reason(),
                event.message());
    }

    /** What to say of all of them. */
    static String summary(List<ClusterEvent> events) {
        long warnings =
                events.stream().filter(event -> event.type().equals("Warning")).count();
        return "%s of the cluster, %s"
                .formatted(
                        Words.count(events.size(), "event", "events"),
                        warnings == 0 ? "no warning among them" : Words.count(warnings, "warning", "warnings"));
    }
}
