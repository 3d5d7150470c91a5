package io.scaleproof.infra.config;

import java.util.Optional;

/**
 * How the image gets to the nodes.
 *
 * @param registry where it is pushed and deployed from by digest; if empty, the Docker daemon that builds it is the node's
 * @param pullSecret of the namespace, with which nodes log in at the registry
 * @param platform built for, such as linux/amd64; the daemon's own if empty
 */
public record Delivery(Optional<String> registry, Optional<String> pullSecret, Optional<String> platform) {

    static Delivery from(SettingsReader read) {
        var delivery = new Delivery(
                read.value(Keys.IMAGE_REGISTRY), read.value(Keys.IMAGE_PULL_SECRET), read.value(Keys.IMAGE_PLATFORM));
        read.requireFor(Keys.IMAGE_PULL_SECRET, delivery.pullSecret, Keys.IMAGE_REGISTRY, delivery.registry);
        return delivery;
    }
}
