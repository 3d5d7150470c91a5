package io.scaleproof.infra.config;

import java.util.Locale;

/**
 * Where the autoscaler's figures come from.
 *
 * @param resolutionSeconds how often an installed metrics-server measures
 * @param image of an installed metrics-server
 * @param verifyKubelets whether an installed metrics-server insists on kubelet certificates signed by the cluster's CA
 */
public record Metrics(Mode mode, int resolutionSeconds, String image, boolean verifyKubelets) {

    public enum Mode {
        /** The cluster must have metrics already. */
        CHECK,
        /** This stack brings a metrics-server; the cluster must have none. */
        INSTALL,
        /** The user knows. */
        SKIP;

        /** As typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Metrics from(SettingsReader read) {
        return new Metrics(
                read.value(Keys.METRICS_SERVER),
                read.value(Keys.METRICS_RESOLUTION),
                read.value(Keys.METRICS_IMAGE),
                read.value(Keys.METRICS_VERIFY_KUBELETS));
    }
}
