package io.scaleproof.service.start;

import io.micronaut.http.netty.channel.EventLoopGroupConfiguration;
import io.micronaut.http.netty.channel.EventLoopGroupFactory;
import io.micronaut.http.netty.channel.NettyChannelType;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import jakarta.inject.Singleton;
import java.net.SocketAddress;

/** In the place of Micronaut's own NIO factory: gives its server the {@link ListeningSocket} instead of a new one. */
@Singleton
class ServerChannels implements EventLoopGroupFactory {
    private final ListeningSocket socket;

    ServerChannels(ListeningSocket socket) {
        this.socket = socket;
    }

    @Override
    public IoHandlerFactory createIoHandlerFactory(EventLoopGroupConfiguration configuration) {
        return NioIoHandler.newFactory();
    }

    @Override
    public Class<? extends Channel> channelClass(NettyChannelType type) {
        return Listening.class;
    }

    @Override
    public Channel channelInstance(NettyChannelType type, EventLoopGroupConfiguration configuration) {
        return new Listening(socket);
    }

    private static final class Listening extends NioServerSocketChannel {
        Listening(ListeningSocket socket) {
            super(socket.channel());
        }

        /** It is bound already. */
        @Override
        protected void doBind(SocketAddress unused) {}
    }
}
