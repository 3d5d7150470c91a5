package io.scaleproof.loadtest.trace;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Addresses that may have a user and a password in them. */
public final class Addresses {
    private Addresses() {}

    /** As it may be shown: without user, password and query. */
    public static String withoutSecrets(String address) {
        return withoutUser(address).replaceFirst("^(https?://[^?#]*)[?#].*$", "$1");
    }

    /** The address itself, without user and password. */
    public static String withoutUser(String address) {
        return address.replaceFirst("^(https?://)[^/?#]*@", "$1");
    }

    /** A user and a password in the address as a header's value, which they are sent as by curl; empty without. */
    public static Optional<String> authorization(URI address) {
        return Optional.ofNullable(address.getUserInfo())
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    static HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(withoutUser(address.toString())))
                .header("Accept-Encoding", "gzip");
        authorization(address).ifPresent(user -> request.header("Authorization", user));
        return request;
    }
}
