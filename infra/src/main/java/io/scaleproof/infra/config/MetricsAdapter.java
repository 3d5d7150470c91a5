package io.scaleproof.infra.config;

import java.util.Optional;

/**
 * Who shows the autoscaler the figures of requests.
 *
 * @param image of an installed adapter
 * @param prometheusUrl where an installed adapter finds them; the stack's own Prometheus if empty
 */
public record MetricsAdapter(Kind kind, String image, Optional<String> prometheusUrl) {

    /** Printed as typed. */
    public enum Kind {
        /** This stack brings Prometheus Adapter; the cluster must have no other source of custom metrics. */
        PROMETHEUS_ADAPTER("prometheusAdapter"),
        /** The cluster has one already, which knows the metrics. */
        PRESENT("present");

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
                read.value(Keys.METRICS_ADAPTER), read.value(Keys.ADAPTER_IMAGE), read.value(Keys.PROMETHEUS_URL));
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
        return adapter;
    }
}
