/** What follows the service's figures, and shows the autoscaler those of requests. */
package io.scaleproof.infra.monitoring;
