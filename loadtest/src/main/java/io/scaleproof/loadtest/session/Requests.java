package io.scaleproof.loadtest.session;

import io.scaleproof.loadtest.load.HttpExchange;
import io.scaleproof.loadtest.load.HttpExchange.Request;
import io.scaleproof.loadtest.load.RequestForm;
import io.scaleproof.loadtest.load.RequestMix;
import io.scaleproof.loadtest.load.RequestMix.Weighted;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What is asked of the service.
 *
 * @param mix the requests, each once; at least one
 * @param millis CPU time that a request of the plan's load asks for
 * @param form what all requests have that do not say otherwise
 * @param timeout after which a request has failed
 */
public record Requests(List<Asked> mix, int millis, RequestForm form, Duration timeout) {
    /** Stands for the CPU time, in milliseconds. */
    public static final String MILLIS = "{millis}";

    /** Requests that are the same count together. */
    public Requests {
        List<Asked> distinct = new ArrayList<>();
        for (Asked asked : mix) {
            int known = 0;
            while (known < distinct.size() && !distinct.get(known).isSame(asked)) {
                known++;
            }
            if (known < distinct.size()) {
                distinct.set(known, distinct.get(known).times(asked.weight()));
            } else {
                distinct.add(asked);
            }
        }
        mix = List.copyOf(distinct);
    }

    /** One request, again and again. */
    public Requests(String template, int millis, RequestForm form, Duration timeout) {
        this(List.of(new Asked(template, form, 1, Optional.empty())), millis, form, timeout);
    }

    /** All of them, one after the other and each by its weight, asking for so much CPU time. */
    public Supplier<Request> stream(HttpExchange exchange, int millisToBurn) {
        return new RequestMix(mix.stream()
                .map(asked -> new Weighted(exchange.request(asked.form(), asked.path(millisToBurn)), asked.weight()))
                .toList());
    }

    /** After so many requests all have come as often as they shall. */
    public int period() {
        int common = mix.stream().mapToInt(Asked::weight).reduce(0, Requests::commonDivisor);
        return mix.stream().mapToInt(Asked::weight).sum() / common;
    }

    private static int commonDivisor(int one, int other) {
        return other == 0 ? one : commonDivisor(other, one % other);
    }

    /**
     * Where they go, for people. A GET goes without saying; of a file's requests there may be many, and their queries secrets.
     *
     * @param url the address of a path
     */
    public String label(UnaryOperator<String> url) {
        Asked first = mix.getFirst();
        if (first.origin().isPresent()) {
            return "%s, %d requests by weight".formatted(url.apply(""), mix.size());
        }
        String address = url.apply(first.path(millis));
        return form.method().equals("GET") ? address : form.method() + " " + address;
    }

    /**
     * Refuses requests that were written for another server than the load goes to.
     *
     * @throws IllegalArgumentException saying which and why
     */
    public void requireAt(URI base) {
        mix.forEach(asked -> asked.requireAt(base, form.host()));
    }

    /** Whether each request says how much CPU time it wants. */
    public boolean sayTheirCost() {
        return mix.stream().allMatch(asked -> asked.template().contains(MILLIS));
    }
}
