package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.RequestForm;
import java.time.Duration;

/**
 * What is asked of the service.
 *
 * @param template path and query, in which {@value #MILLIS} stands for the CPU time to burn
 * @param millis CPU time that a request of the plan's load asks for
 * @param form method, headers, body and what counts as served
 * @param timeout after which a request has failed
 */
public record Requests(String template, int millis, RequestForm form, Duration timeout) {
    /** Stands for the CPU time, in milliseconds. */
    public static final String MILLIS = "{millis}";

    /** Path and query of a request that asks for so much CPU time. */
    public String path(int millisToBurn) {
        return template.replace(MILLIS, Integer.toString(millisToBurn));
    }

    /** As the first line of a request has it; a GET goes without saying. */
    public String label(String url) {
        return form.method().equals("GET") ? url : form.method() + " " + url;
    }

    /** Whether a request says how much CPU time it wants. */
    public boolean sayTheirCost() {
        return template.contains(MILLIS);
    }
}
