package io.scaleproof.loadtest.doctor;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.scaleproof.loadtest.target.ApiErrors;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What was read, or why it could not be. */
sealed interface Sight<T> {
    record Seen<T>(T value) implements Sight<T> {}

    record Unseen<T>(String why) implements Sight<T> {}

    /**
     * What a question to the API brings.
     *
     * @throws KubernetesClientException when there is no answer: the next question would wait as long
     */
    static <T> Sight<T> of(Supplier<T> question) {
        try {
            return new Seen<>(question.get());
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
