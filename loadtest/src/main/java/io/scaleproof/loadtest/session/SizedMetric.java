package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.record.HpaSettings.Metric;
import io.scaleproof.loadtest.record.SizedBy;

/** The metric of an HPA that a load is sized for, and what a request adds to it. */
record SizedMetric(SizedBy by, Metric metric) {}
