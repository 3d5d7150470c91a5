package io.scaleproof.service.start;

import io.micronaut.inject.MethodReference;
import io.micronaut.scheduling.executor.ExecutorSelector;
import io.micronaut.scheduling.executor.ThreadSelection;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * In the place of Micronaut's pools for blocking work: every controller answers on the event loop, or hands its work to
 * threads of its own.
 */
@Singleton
class EventLoopOnly implements ExecutorSelector {
    @Override
    public Optional<ExecutorService> select(MethodReference<?, ?> method, ThreadSelection threadSelection) {
        return Optional.empty();
    }

    @Override
    public Optional<ExecutorService> select(String name) {
        return Optional.empty();
    }
}
