package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.plan.Plan;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.SizedBy;
import java.util.Optional;

/** Turns a plan's pods into requests per second, for the metric that the HPA looks at. */
public final class Sizer {
    private final Calibrator calibrator;
    private final HpaSettings settings;
    private final double requestMillicores;

    /** @param requestMillicores CPU that a pod requests, as the HPA counts it */
    public Sizer(Calibrator calibrator, HpaSettings settings, double requestMillicores) {
        this.calibrator = calibrator;
        this.settings = settings;
        this.requestMillicores = requestMillicores;
    }

    /**
     * Measures what that takes. A plan of rates needs nothing measured; where its requests are what the metric counts, they
     * tell what it needs.
     *
     * @param costMillis CPU time that a request costs, where the user knows
     */
    public Calibrated size(Plan plan, Requests requests, SizingChoice choice, Optional<Double> costMillis)
            throws CouldNotRun, InterruptedException {
        if (!plan.needsSizing() && choice.by().filter(by -> by == SizedBy.RATE).isEmpty()) {
            return Calibrated.declared(settings, requestMillicores);
        }
        SizedMetric sized = choice.in(settings);
        if (sized.by() != SizedBy.CPU && costMillis.isPresent()) {
            throw new IllegalArgumentException(
                    "--cost-millis is CPU time, and --sized-by %s does not go by that: leave one out"
                            .formatted(sized.by().label()));
        }
        return switch (sized.by()) {
            case CPU ->
                Calibrated.measured(
                        costMillis.isPresent()
                                ? Cost.declared(costMillis.get())
                                : calibrator.measure(requests, settings),
                        plan,
                        settings,
                        requestMillicores,
                        requests.millis());
            case RATE -> Calibrated.byRate(plan, settings, sized.metric(), requests.millis());
            case IN_FLIGHT ->
                Calibrated.inFlight(
                        calibrator.latency(requests, sized.metric().target()),
                        plan,
                        settings,
                        sized.metric(),
                        requests.millis());
        };
    }
}
