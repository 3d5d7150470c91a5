package io.scaleproof.service;

import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One service for all tests of a class. */
final class SharedService implements BeforeAllCallback, AfterAllCallback {
    private final Map<String, String> environment;
    private RunningService running;

    SharedService(Map<String, String> environment) {
        this.environment = environment;
    }

    int port() {
        return running.port();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = RunningService.with(environment);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.close();
    }
}
