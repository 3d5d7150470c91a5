package io.scaleproof.loadtest.target;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the run goes without, because it could not be read: one line each, with what that costs. */
public final class LeftOut {
    private final Optional<String> user;
    private final Set<String> lines = new LinkedHashSet<>();

    LeftOut(Optional<String> user) {
        this.user = user;
    }

    /**
     * Adds a line; a second time it changes nothing.
     *
     * @param what was not read, as the API calls it
     * @param done what would have been done with it: listed, for instance
     * @param cost what the run lacks now
     */
    public void add(String what, String done, KubernetesClientException why, String cost) {
        add(
                why.getCode() == HTTP_FORBIDDEN
                        ? "%s: may not be %s by %s; %s".formatted(what, done, user.orElse("this account"), cost)
                        : "%s: could not be %s (%s); %s".formatted(what, done, ApiErrors.words(why), cost));
    }

    private synchronized void add(String line) {
        lines.add(line);
    }

    /** All lines so far, in the order they came. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
