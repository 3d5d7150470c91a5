package io.scaleproof.service.connection;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.scaleproof.service.Settings;
import io.scaleproof.service.health.Readiness;
import io.scaleproof.service.load.Burners;
import io.scaleproof.service.load.ServingCpu;
import io.scaleproof.service.metrics.Metrics;
import io.scaleproof.service.metrics.Routes;
import jakarta.inject.Singleton;

/**
 * Gives every connection its handlers: a deadline for arriving requests, a count of those in flight, a look at host and
 * body, an end, a clock for the CPU that serving takes, and a way to refuse load; and all of them a limit.
 */
@Singleton
class ConnectionCustomizer implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final Settings settings;
    private final Readiness readiness;
    private final Metrics metrics;
    private final Routes routes;
    private final Burners burners;
    private final ConnectionLimit limit;

    ConnectionCustomizer(Settings settings, Readiness readiness, Metrics metrics, Routes routes, Burners burners) {
        this.settings = settings;
        this.readiness = readiness;
        this.metrics = metrics;
        this.routes = routes;
        this.burners = burners;
        limit = new ConnectionLimit(settings.connections(), metrics::connectionEvicted);
        metrics.connectionLimit(settings.connections());
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
            var inFlight = new InFlightRequests(metrics, routes::of, settings.accessLog());
            channel.pipeline()
                    .addBefore(
                            ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                            "arrival",
                            new ArrivalDeadline(settings.arrival(), inFlight))
                    .addAfter(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "requests", inFlight)
                    .addAfter("requests", "resting", new RestingConnection(limit, inFlight))
                    .addAfter("resting", "host", new HostCheck(metrics))
                    .addAfter(
                            "host",
                            "end",
                            new ConnectionEnd(settings.connectionAge(), settings.connectionRequests(), readiness))
                    .addAfter("end", "body", new BodyCheck(inFlight, metrics))
                    .addAfter("body", "serving", new ServingCpu(inFlight::newestRoute))
                    .addAfter("serving", "shedder", new LoadShedder(burners, inFlight, metrics));
        }
    }
}
