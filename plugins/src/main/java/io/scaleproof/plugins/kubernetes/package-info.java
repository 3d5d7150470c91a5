/** {@code pulumi-resource-kubernetes}: any kind that the API server serves, by server-side apply. */
package io.scaleproof.plugins.kubernetes;
