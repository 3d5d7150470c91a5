package io.scaleproof.loadtest.trace;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Addresses that may have a user and a password in them. */
final class Addresses {
    private Addresses() {}

    /** As it may be shown: without user, password and query. */
    static String withoutSecrets(String address) {
        return address.matches("https?://.*")
                ? address.replaceFirst("^(https?://)[^/?#@]*@", "$1").replaceFirst("[?#].*$", "")
                : address;
    }

    /** A user and a password in the address are sent as such, as curl does. */
    static HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(bare(address)).header("Accept-Encoding", "gzip");
        if (address.getUserInfo() != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(address.getUserInfo().getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    private static URI bare(URI address) {
        return URI.create(address.toString().replaceFirst("^(https?://)[^/?#@]*@", "$1"));
    }
}
