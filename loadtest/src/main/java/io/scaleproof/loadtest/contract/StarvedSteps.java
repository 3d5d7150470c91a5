package io.scaleproof.loadtest.contract;

import io.scaleproof.loadtest.contract.Facts.Step;
import io.scaleproof.loadtest.need.Need.Moment;
import io.scaleproof.loadtest.record.HpaSettings;
import io.scaleproof.loadtest.record.HpaSettings.Rules;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Steps that a machine without a processor to spare may have made the HPA take. Pods that are kept from running use less and answer
 * less than the load asks for; when they may run again, what waited is done at once, and costs more beside others on the same caches.
 * The HPA follows both, whatever its settings are.
 */
final class StarvedSteps {
    private final Facts facts;
    private final Doubts doubts;

    StarvedSteps(Facts facts, Doubts doubts) {
        this.facts = facts;
        this.doubts = doubts;
    }

    /**
     * Why a change of direction may be the machine's doing: if all steps down to fewer pods than may have been needed are; or if none was
     * surely wrong, and the one up is, to more pods than were surely needed.
     *
     * @param grewFrom since when the pods had grown: what was measured before was another load
     */
    Optional<Doubt> ofReversal(Duration grewFrom, List<Step> downs, Step up) {
        List<Step> toPerhapsTooFew = downs.stream()
                .filter(step -> step.to() < neededAt(step).surely())
                .toList();
        Map<Step, Doubt> starved = new LinkedHashMap<>();
        toPerhapsTooFew.forEach(step -> ofDown(step, grewFrom).ifPresent(doubt -> starved.put(step, doubt)));
        if (!starved.isEmpty() && starved.size() == toPerhapsTooFew.size()) {
            return starved.values().stream().findFirst();
        }
        boolean surelyWrong = toPerhapsTooFew.stream()
                .anyMatch(step ->
                        !starved.containsKey(step) && step.to() < neededAt(step).fewest());
        boolean surelyNeeded = facts.need().between(downs.getFirst().at(), up.at()).stream()
                .anyMatch(moment -> moment.fewest() >= up.to());
        return surelyWrong || surelyNeeded ? Optional.empty() : ofUp(up);
    }

    private Moment neededAt(Step step) {
        return facts.need().at(step.at());
    }

    private Optional<Doubt> ofDown(Step step, Duration grewFrom) {
        return doubts.starvedMostly(figuresFrom(step, HpaSettings::scaleDown, grewFrom), step.at());
    }

    /** Why a step up to more than the load explains may be. */
    Optional<Doubt> ofUp(Step step) {
        return doubts.workedOff(figuresFrom(step, HpaSettings::scaleUp, Duration.ZERO), step.at());
    }

    /** From when what the HPA went by was measured: it remembers a window of figures, each of which tells of a window and a sync ago. */
    private Duration figuresFrom(Step step, Function<HpaSettings, Rules> direction, Duration earliest) {
        Duration remembered = facts.run()
                .autoscaler()
                .map(direction)
                .map(Rules::stabilizationWindow)
                .orElse(Duration.ZERO);
        Duration from =
                step.at().minus(remembered).minus(Facts.stillSeen(facts.run()).dividedBy(2));
        return from.compareTo(earliest) > 0 ? from : earliest;
    }
}
