package io.scaleproof.loadtest.elasticity;

import io.scaleproof.loadtest.record.Elasticity;
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
                "pods were missing for %s of the time%s; %s pod-hours were used, %s of them beyond the need",
                percent(figures.underTime()),
                requests,
                hours(figures.podHours()),
                percent(figures.podHours() == 0 ? 0 : figures.wastedPodHours() / figures.podHours()));
    }

    private static String hours(double hours) {
        return String.format(Locale.ROOT, hours < 10 ? "%.2f" : "%,.1f", hours);
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, fraction > 0 && fraction < 0.01 ? "%.2f %%" : "%.1f %%", fraction * 100);
    }
}
