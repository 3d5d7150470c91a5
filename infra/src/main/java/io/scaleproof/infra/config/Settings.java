package io.scaleproof.infra.config;

import java.util.Map;

/**
 * The whole configuration, read once and valid.
 *
 * @param ownsNamespace whether this stack makes the namespace; else it must exist
 * @param drainSeconds how long a stopping pod still answers
 * @param serviceEnvironment variables of the service's container, beside those that the stack sets
 */
public record Settings(
        String namespace,
        boolean ownsNamespace,
        Resources resources,
        int drainSeconds,
        Map<String, String> serviceEnvironment,
        Autoscaling autoscaling,
        Access access,
        Delivery delivery,
        Metrics metrics,
        Monitoring monitoring,
        MetricsAdapter metricsAdapter,
        Production production) {
    private static final String MONITORING_SUFFIX = "-monitoring";
    private static final int LONGEST_NAME = 63;

    /**
     * Reads {@code values} by key; a key that is missing has its default.
     *
     * @throws com.pulumi.exceptions.RunException naming everything that is wrong: the key, its value, what is allowed and
     *     the command that fixes it
     */
    public static Settings from(Map<String, String> values) {
        var read = new SettingsReader(values);
        var resources = Resources.from(read);
        var namespace = read.value(Keys.NAMESPACE);
        boolean ownsNamespace = read.value(Keys.CREATE_NAMESPACE) && !namespace.equals("default");
        var autoscaling = Autoscaling.from(read, resources);
        var monitoring = Monitoring.from(read);
        var settings = new Settings(
                namespace,
                ownsNamespace,
                resources,
                read.value(Keys.DRAIN_SECONDS),
                read.value(Keys.SERVICE_ENVIRONMENT),
                autoscaling,
                Access.from(read),
                Delivery.from(read),
                Metrics.from(read),
                monitoring,
                MetricsAdapter.from(read, autoscaling.requests().any(), monitoring),
                Production.from(read, ownsNamespace));
        int longest = LONGEST_NAME - MONITORING_SUFFIX.length();
        read.require(
                !settings.bringsMonitoring() || namespace.length() <= longest,
                Keys.NAMESPACE,
                "what is monitored has a second namespace, called %s%s, so that this may be %d characters long"
                        .formatted(namespace, MONITORING_SUFFIX, longest),
                Keys.NAMESPACE.byDefault());
        read.done();
        return settings;
    }

    /** Whether anything is measured beside what the cluster measures anyway. */
    public boolean isMonitored() {
        return monitoring.mode() != Monitoring.Mode.OFF
                || metricsAdapter.scalesByKeda()
                || autoscaling.requests().any();
    }

    /** Whether this stack brings KEDA. */
    public boolean bringsKeda() {
        return metricsAdapter.kind() == MetricsAdapter.Kind.KEDA;
    }

    /** Whether this stack brings an adapter. */
    public boolean bringsAdapter() {
        return autoscaling.requests().any() && metricsAdapter.kind() == MetricsAdapter.Kind.PROMETHEUS_ADAPTER;
    }

    /** What the HPA of what is called {@code scaled} is called. */
    public String hpaName(String scaled) {
        return metricsAdapter.scalesByKeda() ? "keda-hpa-" + scaled : scaled;
    }

    /** Whether this stack brings a Prometheus. */
    public boolean bringsPrometheus() {
        return monitoring.mode() == Monitoring.Mode.INSTALL;
    }

    /** Whether anything of this stack lies in {@link #monitoringNamespace}. */
    public boolean bringsMonitoring() {
        return bringsPrometheus() || bringsAdapter() || bringsKeda();
    }

    /** Beside the service's own, where neither its quota nor its policies reach, nor a load test that looks for a service. */
    public String monitoringNamespace() {
        return namespace + MONITORING_SUFFIX;
    }
}
