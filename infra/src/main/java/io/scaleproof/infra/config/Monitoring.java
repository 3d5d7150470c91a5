package io.scaleproof.infra.config;

import java.util.Locale;
import java.util.Map;

/**
 * Who follows the service's figures.
 *
 * @param prometheusImage of an installed Prometheus
 * @param receivesRemoteWrites whether an installed Prometheus keeps what it is sent
 * @param kubeStateMetricsImage of an installed kube-state-metrics
 * @param operatorLabels by which the cluster's Prometheus Operator finds what it is to follow
 */
public record Monitoring(
        Mode mode,
        String prometheusImage,
        boolean receivesRemoteWrites,
        String kubeStateMetricsImage,
        Map<String, String> operatorLabels) {
    public enum Mode {
        OFF,
        /** This stack brings a Prometheus and what it needs. */
        INSTALL,
        /** The cluster runs the Prometheus Operator, and is told what to follow. */
        OPERATOR;

        /** As typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Monitoring from(SettingsReader read) {
        var monitoring = new Monitoring(
                read.value(Keys.MONITORING),
                read.value(Keys.PROMETHEUS_IMAGE),
                read.value(Keys.REMOTE_WRITE_RECEIVER),
                read.value(Keys.KUBE_STATE_METRICS_IMAGE),
                read.value(Keys.OPERATOR_LABELS));
        read.require(
                monitoring.operatorLabels.isEmpty() || monitoring.mode == Mode.OPERATOR,
                Keys.OPERATOR_LABELS,
                "it means nothing without monitoring operator",
                Keys.OPERATOR_LABELS.byDefault());
        read.require(
                !monitoring.receivesRemoteWrites || monitoring.mode == Mode.INSTALL,
                Keys.REMOTE_WRITE_RECEIVER,
                "it means nothing without monitoring install",
                Keys.REMOTE_WRITE_RECEIVER.byDefault());
        return monitoring;
    }
}
