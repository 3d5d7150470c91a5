package io.scaleproof.service.start;

import io.micronaut.core.type.Argument;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.CharSequenceBodyWriter;
import io.micronaut.http.body.MessageBodyHandlerRegistry;
import io.micronaut.http.body.MessageBodyReader;
import io.micronaut.http.body.MessageBodyWriter;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** In the place of Micronaut's search among all readers and writers: this service answers with text, and reads no bodies. */
@Singleton
class TextBodies implements MessageBodyHandlerRegistry {
    private final CharSequenceBodyWriter writer = new CharSequenceBodyWriter(StandardCharsets.UTF_8);

    @Override
    public <T> Optional<MessageBodyReader<T>> findReader(Argument<T> type, List<MediaType> mediaTypes) {
        return Optional.empty();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Optional<MessageBodyWriter<T>> findWriter(Argument<T> type, List<MediaType> mediaTypes) {
        return CharSequence.class.isAssignableFrom(type.getType())
                ? Optional.of((MessageBodyWriter<T>) (MessageBodyWriter<?>) writer)
                : Optional.empty();
    }
}
