package io.scaleproof.loadtest.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Where a host is. Its name is looked up again while requests go there, beside them: none waits for a name server, and what a lookup
 * that fails does not know stays as it was.
 */
public final class HostAddresses {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final String JVM_CACHE = "networkaddress.cache.ttl";

    private final String host;
    private final int port;
    private final Resolver resolver;
    private final LongSupplier clock;
    private final Executor beside;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicBoolean lookingUp = new AtomicBoolean();
    private volatile List<InetSocketAddress> known;
    private volatile long lookedUpNanos;

    /** Names to addresses, as {@link InetAddress#getAllByName}. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @throws UnknownHostException when the name does not resolve now */
    static HostAddresses of(String host, int port) throws UnknownHostException {
        return new HostAddresses(host, port, InetAddress::getAllByName, System::nanoTime, Thread::startVirtualThread);
    }

    HostAddresses(String host, int port, Resolver resolver, LongSupplier clock, Executor beside)
            throws UnknownHostException {
        this.host = host;
        this.port = port;
        this.resolver = resolver;
        this.clock = clock;
        this.beside = beside;
        lookUp();
    }

    /**
     * Lets the JVM forget names after as long as this does; its own way is 30 s. Only of use before the JVM's first lookup, so to be
     * called at the program's start.
     */
    public static void letNamesAge() {
        if (Security.getProperty(JVM_CACHE) == null) {
            Security.setProperty(JVM_CACHE, Long.toString(FRESH.toSeconds()));
        }
    }

    int port() {
        return port;
    }

    /**
     * The addresses to be tried for a connection, in order. Those of the first one's family take turns in being first, as name servers
     * let them; those of the other one come last, since where the first does not lead there, it leads nowhere for all.
     */
    List<InetSocketAddress> next() {
        if (clock.getAsLong() - lookedUpNanos > FRESH.toNanos() && lookingUp.compareAndSet(false, true)) {
            beside.execute(this::lookUpAgain);
        }
        List<InetSocketAddress> now = known;
        if (now.size() == 1) {
            return now;
        }
        Class<?> family = now.getFirst().getAddress().getClass();
        List<InetSocketAddress> first = new ArrayList<>();
        List<InetSocketAddress> last = new ArrayList<>();
        now.forEach(address -> (family.isInstance(address.getAddress()) ? first : last).add(address));
        Collections.rotate(first, -Math.floorMod(turn.getAndIncrement(), first.size()));
        first.addAll(last);
        return first;
    }

    private void lookUpAgain() {
        try {
            lookUp();
        } catch (UnknownHostException e) {
            // A name server that is out of order for a while; asked again after as long.
            lookedUpNanos = clock.getAsLong();
        } finally {
            lookingUp.set(false);
        }
    }

    private void lookUp() throws UnknownHostException {
        known = Arrays.stream(resolver.resolve(host))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        lookedUpNanos = clock.getAsLong();
    }
}
