package io.scaleproof.service.start;

import io.micronaut.http.server.netty.HttpCompressionStrategy;
import io.netty.handler.codec.http.HttpResponse;
import jakarta.inject.Singleton;

/** No answer of this service is long enough to be worth it, and every connection would get its own compressors. */
@Singleton
class NoCompression implements HttpCompressionStrategy {
    @Override
    public boolean isEnabled() {
        return false;
    }

    @Override
    public boolean shouldCompress(HttpResponse response) {
        return false;
    }

    @Override
    public int getMaxZstdEncodeSize() {
        return 0;
    }
}
