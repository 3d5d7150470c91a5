package io.scaleproof.service;

import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One service, with its defaults, for all tests of a class. */
final class SharedService implements BeforeAllCallback, AfterAllCallback {
    private RunningService running;

    int port() {
        return running.port();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = RunningService.with(Map.of());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.close();
    }
}
