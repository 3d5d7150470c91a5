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
        Production production) {

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
        var settings = new Settings(
                namespace,
                ownsNamespace,
                resources,
                read.value(Keys.DRAIN_SECONDS),
                read.value(Keys.SERVICE_ENVIRONMENT),
                Autoscaling.from(read, resources),
                Access.from(read),
                Delivery.from(read),
                Metrics.from(read),
                Production.from(read, ownsNamespace));
        read.done();
        return settings;
    }
}
