/**
 * Shortcuts of the start, which whoever extends the service does not notice: take any of them away, and the service does the
 * same, later. docs/decisions.md has what each saves; a test for each fails when a new version of Micronaut takes its
 * ground away (for the socket's, and with it {@link io.scaleproof.service.shortcuts.StandardOutput}, in {@code ContainerIT}).
 */
package io.scaleproof.service.shortcuts;
