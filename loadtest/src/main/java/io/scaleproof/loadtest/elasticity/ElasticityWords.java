package io.scaleproof.loadtest.elasticity;

import io.scaleproof.loadtest.record.Elasticity;
import io.scaleproof.loadtest.record.Yardsticks;
import java.util.Locale;

/** Figures of elasticity in a sentence. */
public final class ElasticityWords {
    private ElasticityWords() {}

    /** The few that one asks for first. */
    public static String of(Elasticity figures) {
        String requests = figures.requests() == 0
                ? ""
                : "; %s of the requests were due then".formatted(percent(figures.latePart()));
        return String.format(
                Locale.ROOT,
                "pods were missing for %s of the time%s; %s pod-hours were used, %s of them beyond the need%s",
                percent(figures.underTime()),
                requests,
                hours(figures.podHours()),
                percent(figures.podHours() == 0 ? 0 : figures.wastedPodHours() / figures.podHours()),
                figures.yardsticks()
                        .filter(others -> others.clairvoyantPodHours() > 0)
                        .map(others -> "; " + beside(figures.podHours(), others))
                        .orElse(""));
    }

    /** How far they are from the floor, and how far who does not scale at all. */
    public static String beside(double podHours, Yardsticks others) {
        return String.format(
                Locale.ROOT,
                "%.2f x the pod-hours of a clairvoyant, where as many pods all the time as the height needs are %.2f x",
                podHours / others.clairvoyantPodHours(),
                others.staticPodHours() / others.clairvoyantPodHours());
    }

    private static String hours(double hours) {
        return String.format(Locale.ROOT, hours < 10 ? "%.2f" : "%,.1f", hours);
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, fraction > 0 && fraction < 0.01 ? "%.2f %%" : "%.1f %%", fraction * 100);
    }
}
