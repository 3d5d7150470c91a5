package io.scaleproof.infra;

/** The images of a cluster's nodes, where they are not those of the Docker daemon that builds. */
@FunctionalInterface
interface NodeImages {
    /** The nodes use the daemon that builds, or somebody else sees to it. */
    NodeImages SHARED = image -> {};

    /**
     * Sees to it that the nodes have an image that the daemon has.
     *
     * @throws com.pulumi.exceptions.RunException with what went wrong and what to type
     */
    void receive(String image);
}
