package io.scaleproof.loadtest.hpa;

import io.scaleproof.loadtest.record.HpaSettings;

/** How far usage may lie off the target, as fractions of it, before anything happens. */
record Tolerances(double down, double up) {

    static Tolerances of(HpaSettings settings) {
        return new Tolerances(
                settings.scaleDown().tolerance(), settings.scaleUp().tolerance());
    }

    boolean contain(double ratio) {
        return 1.0 - down <= ratio && ratio <= 1.0 + up;
    }
}
