package io.scaleproof.infra.config;

import java.util.Optional;

/**
 * Who shows the autoscaler the figures of requests.
 *
 * @param image of an installed Prometheus Adapter
 * @param kedaImage of an installed KEDA's operator
 * @param kedaMetricsImage of its metrics API
 * @param prometheusUrl where an installed adapter, or KEDA, finds them; the stack's own Prometheus if empty
 */
public record MetricsAdapter(
        Kind kind, String image, String kedaImage, String kedaMetricsImage, Optional<String> prometheusUrl) {

    /** Printed as typed. */
    public enum Kind {
        /** This stack brings Prometheus Adapter; the cluster must have no other source of custom metrics. */
        PROMETHEUS_ADAPTER("prometheusAdapter"),
        /** The cluster has one already, which knows the metrics. */
        PRESENT("present"),
        /** This stack brings KEDA, which makes the autoscaler; the cluster must have neither KEDA nor other external metrics. */
        KEDA("keda"),
        /** The cluster has KEDA already. */
        KEDA_PRESENT("kedaPresent");

        private final String typed;

        Kind(String typed) {
            this.typed = typed;
        }

        @Override
        public String toString() {
            return typed;
        }
    }

    /** @param needed whether the autoscaler looks at requests */
    static MetricsAdapter from(SettingsReader read, boolean needed, Monitoring monitoring) {
        var adapter = new MetricsAdapter(
                read.value(Keys.METRICS_ADAPTER),
                read.value(Keys.ADAPTER_IMAGE),
                read.value(Keys.KEDA_IMAGE),
                read.value(Keys.KEDA_METRICS_IMAGE),
                read.value(Keys.PROMETHEUS_URL));
        boolean own = monitoring.mode() == Monitoring.Mode.INSTALL;
        read.require(
                own || !needed || adapter.kind == Kind.PRESENT || adapter.prometheusUrl.isPresent(),
                Keys.MONITORING,
                "scaleOn asks for figures of requests, which a Prometheus gathers: install one, or name yours by"
                        + " prometheusUrl",
                Monitoring.Mode.INSTALL);
        read.require(
                adapter.prometheusUrl.isEmpty() || !own,
                Keys.PROMETHEUS_URL,
                "monitoring install brings a Prometheus of its own",
                Keys.PROMETHEUS_URL.byDefault());
        requireForKeda(read, Keys.KEDA_IMAGE, adapter.kind);
        requireForKeda(read, Keys.KEDA_METRICS_IMAGE, adapter.kind);
        return adapter;
    }

    /** Whoever names an image means it to run. */
    private static void requireForKeda(SettingsReader read, Key<String> image, Kind kind) {
        read.require(
                kind == Kind.KEDA || read.value(image).equals(image.byDefault()),
                image,
                "it means nothing without metricsAdapter keda",
                image.byDefault());
    }

    /** Whether a ScaledObject of KEDA's takes the place of an HPA of this stack's. */
    public boolean scalesByKeda() {
        return kind == Kind.KEDA || kind == Kind.KEDA_PRESENT;
    }
}
