package io.scaleproof.infra;

/** The cluster's metrics API, which Pulumi's provider can read once and not follow. */
@FunctionalInterface
interface MetricsApi {
    /** How it is now. */
    State look();

    /** How far it has come. */
    sealed interface State {}

    /** It answers. */
    record Available() implements State {}

    /** It may come by itself. */
    record Starting(String why) implements State {}

    /** It does not come by waiting. */
    record Hopeless(String why) implements State {}
}
