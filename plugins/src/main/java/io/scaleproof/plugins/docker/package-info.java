/** {@code pulumi-resource-docker}: images built by the Docker daemon, pushed or handed to the cluster. */
package io.scaleproof.plugins.docker;
