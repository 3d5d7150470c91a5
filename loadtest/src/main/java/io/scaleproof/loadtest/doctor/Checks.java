package io.scaleproof.loadtest.doctor;

import java.util.List;
import java.util.stream.Stream;

/** All checks, in the order in which their findings are said. */
final class Checks {
    /** What can be looked at without an HPA, too. */
    private static final List<Check> OF_ANY = List.of(new RightsCheck(), new MetricsApiCheck(), new AutoscalerCheck());

    private static final List<Check> OF_THE_SCALED = List.of(
            new OneAutoscalerCheck(),
            new BoundsCheck(),
            new ConditionsCheck(),
            new PodsCheck(),
            new MeasurementsCheck(),
            new RequestsCheck(),
            new CpuLimitCheck(),
            new SidecarsCheck(),
            new MemoryCheck(),
            new SelectorCheck(),
            new ServiceCheck(),
            new ReplicasCheck(),
            new ReadinessCheck(),
            new QuotaCheck(),
            new LimitRangeCheck(),
            new NodesCheck());

    private Checks() {}

    static List<Diagnosis.Line> of(Examined seen) {
        Stream<Check> checks =
                seen.scaled().isPresent() ? Stream.concat(OF_ANY.stream(), OF_THE_SCALED.stream()) : OF_ANY.stream();
        return checks.flatMap(check -> check.look(seen).stream().map(finding -> Diagnosis.Line.of(check, finding)))
                .toList();
    }
}
