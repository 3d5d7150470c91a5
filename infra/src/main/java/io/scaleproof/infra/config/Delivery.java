package io.scaleproof.infra.config;

import java.util.Locale;
import java.util.Optional;

/**
 * How the image gets to the nodes.
 *
 * @param registry where it is pushed and deployed from by digest; if empty, it stays local
 * @param pullSecret of the namespace, with which nodes log in at the registry
 * @param platform built for, such as linux/amd64; the daemon's own if empty
 * @param load how nodes get it without a registry
 */
public record Delivery(Optional<String> registry, Optional<String> pullSecret, Optional<String> platform, Load load) {

    /** How nodes get an image that is in no registry. */
    public enum Load {
        DAEMON,
        MINIKUBE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Delivery from(SettingsReader read) {
        var delivery = new Delivery(
                read.value(Keys.IMAGE_REGISTRY),
                read.value(Keys.IMAGE_PULL_SECRET),
                read.value(Keys.IMAGE_PLATFORM),
                read.value(Keys.IMAGE_LOAD));
        read.requireFor(Keys.IMAGE_PULL_SECRET, delivery.pullSecret, Keys.IMAGE_REGISTRY, delivery.registry);
        return delivery;
    }
}
