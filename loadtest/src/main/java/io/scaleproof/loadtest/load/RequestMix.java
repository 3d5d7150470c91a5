package io.scaleproof.loadtest.load;

import io.scaleproof.loadtest.load.HttpExchange.Request;
import java.util.List;
import java.util.function.Supplier;

/**
 * Several requests, each as often as its weight says, and none of them in a bunch: nginx's smooth weighted round-robin. At each
 * turn every request gains its weight, the one that has most is next, and pays what all gained together; of equals the first. So
 * weights 3, 1, 1 are {@code a b a c a}, again and again. By one thread at a time.
 */
public final class RequestMix implements Supplier<Request> {
    private final List<Weighted> requests;
    private final long[] gained;
    private final long total;

    /**
     * One of the mix.
     *
     * @param weight how often it comes, beside the others' weights; at least 1
     */
    public record Weighted(Request request, int weight) {
        public Weighted {
            if (weight < 1) {
                throw new IllegalArgumentException("A request comes at least once, not %d times".formatted(weight));
            }
        }
    }

    /** @param requests at least one */
    public RequestMix(List<Weighted> requests) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("A mix has at least one request");
        }
        this.requests = List.copyOf(requests);
        gained = new long[requests.size()];
        total = requests.stream().mapToLong(Weighted::weight).sum();
    }

    @Override
    public Request get() {
        int next = 0;
        for (int i = 0; i < gained.length; i++) {
            gained[i] += requests.get(i).weight();
            if (gained[i] > gained[next]) {
                next = i;
            }
        }
        gained[next] -= total;
        return requests.get(next).request();
    }
}
