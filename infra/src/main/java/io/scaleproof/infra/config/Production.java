package io.scaleproof.infra.config;

import java.util.List;
import java.util.Locale;

/** What a cluster with neighbours and several nodes needs. */
public record Production(Spread spread, boolean networkPolicy, boolean resourceQuota) {

    /** What pods are spread over, as evenly as it can be done without leaving one unscheduled. */
    public enum Spread {
        OFF,
        NODES,
        ZONES;

        public List<String> topologyKeys() {
            return switch (this) {
                case OFF -> List.of();
                case NODES -> List.of("kubernetes.io/hostname");
                case ZONES -> List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname");
            };
        }

        /** As typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Production from(SettingsReader read, boolean ownsNamespace) {
        var production = new Production(
                read.value(Keys.TOPOLOGY_SPREAD), read.value(Keys.NETWORK_POLICY), read.value(Keys.RESOURCE_QUOTA));
        read.require(
                !production.resourceQuota || ownsNamespace,
                Keys.RESOURCE_QUOTA,
                "it limits all that is in the namespace, and this one is not this stack's own",
                "false");
        return production;
    }
}
