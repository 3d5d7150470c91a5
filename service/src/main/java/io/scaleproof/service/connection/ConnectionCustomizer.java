package io.scaleproof.service.connection;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.scaleproof.service.Settings;
import io.scaleproof.service.health.Lifecycle;
import io.scaleproof.service.load.Burners;
import io.scaleproof.service.metrics.Metrics;
import jakarta.inject.Singleton;

/** Gives every connection its handlers: a deadline for arriving requests, a meter, an end, and a way to refuse load. */
@Singleton
class ConnectionCustomizer implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final Settings settings;
    private final Lifecycle lifecycle;
    private final Metrics metrics;
    private final Burners burners;

    ConnectionCustomizer(Settings settings, Lifecycle lifecycle, Metrics metrics, Burners burners) {
        this.settings = settings;
        this.lifecycle = lifecycle;
        this.metrics = metrics;
        this.burners = burners;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Connections());
        return event.getBean();
    }

    private final class Connections implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new Connection(channel) : this;
        }
    }

    private final class Connection implements NettyServerCustomizer {
        private final Channel channel;

        Connection(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void onStreamPipelineBuilt() {
            var deadline = new ArrivalDeadline(settings.arrival());
            var meter = new RequestMeter(metrics, deadline, settings.accessLog());
            channel.pipeline()
                    .addFirst(deadline)
                    .addAfter(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "meter", meter)
                    .addAfter(
                            "meter",
                            "end",
                            new ConnectionEnd(settings.connectionAge(), settings.connectionRequests(), lifecycle))
                    .addAfter("end", "shedder", new LoadShedder(burners, meter));
        }
    }
}
