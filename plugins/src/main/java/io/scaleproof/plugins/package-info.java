/**
 * Resource plugins that stand in for Pulumi's official ones where those cannot be downloaded: the protocol's side of it,
 * which both share.
 */
package io.scaleproof.plugins;
