package io.scaleproof.loadtest.watch;

import java.util.List;

/**
 * What was new in one answer for one of the HPA's metrics.
 *
 * @param source {@code Pods}, {@code Object} or {@code External}
 * @param metric the metric's name
 */
record MetricRound(String source, String metric, List<MetricNews.Change> changes) {}
