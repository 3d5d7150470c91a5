package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.record.CouldNotRun;
import io.scaleproof.loadtest.target.ApiErrors;
import java.util.List;
import java.util.function.Function;

/** What was read, or why it could not be. */
sealed interface Sight<T> {
    record Seen<T>(T value) implements Sight<T> {}

    record Unseen<T>(String why) implements Sight<T> {}

    /** What may have no answer that helps. */
    interface Question<T> {
        T answer() throws CouldNotRun;
    }

    /**
     * What a question to the API brings; that it has no answer is a sight, too.
     *
     * @throws KubernetesClientException when there is no answer: the next question would wait as long
     */
    static <T> Sight<T> of(Question<T> question) {
        try {
            return new Seen<>(question.answer());
        } catch (CouldNotRun e) {
            return new Unseen<>("%s (%s)".formatted(e.getMessage(), e.remedy()));
        } catch (KubernetesClientException e) {
            if (e.getCode() <= 0) {
                throw e;
            }
            return new Unseen<>(ApiErrors.words(e));
        }
    }

    /** What there is to find in it; where it could not be read, that. */
    default List<Finding> findings(Function<T, List<Finding>> look) {
        return switch (this) {
            case Seen<T>(T value) -> look.apply(value);
            case Unseen<T>(String why) -> List.of(Finding.notLookedAt(why));
        };
    }
}
