package io.scaleproof.plugins.kubernetes;

/** How far an object is on its way to being ready. */
sealed interface Progress {
    record Ready() implements Progress {}

    /** What is still missing, to be shown while waiting and when time runs out. */
    record Waiting(String what) implements Progress {}

    /** Why waiting longer is of no use. */
    record Hopeless(String why) implements Progress {}
}
