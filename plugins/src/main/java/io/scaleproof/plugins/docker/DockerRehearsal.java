package io.scaleproof.plugins.docker;

import com.sun.net.httpserver.HttpServer;
import io.scaleproof.plugins.Json;
import io.scaleproof.plugins.Rehearsal;
import io.scaleproof.plugins.Rehearsal.Act;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** An image of nothing, built by a daemon that says the same to every request. */
final class DockerRehearsal implements Rehearsal.Play {
    private static final String ANSWER = "{\"stream\": \"Step 1/1 : FROM scratch\\n\", \"Id\": \"sha256:1\"}";

    @Override
    public void on(Consumer<Act> stage) throws IOException {
        HttpServer daemon = Rehearsal.answering(HttpServer.create(), 200, "application/json", ANSWER);
        Path context = Files.createTempDirectory("scaleproof-rehearsal-");
        Path dockerfile = Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n");
        Path ignored = Files.writeString(context.resolve(".dockerignore"), "*\n!Dockerfile\n");
        try {
            ObjectNode inputs = Json.object().put("imageName", "rehearsal:1").put("skipPush", true);
            inputs.withObject("build").put("context", context.toString()).put("dockerfile", dockerfile.toString());
            ObjectNode configuration = Json.object()
                    .put("host", "tcp://127.0.0.1:" + daemon.getAddress().getPort());
            stage.accept(new Act(configuration, "docker:index/image:Image", inputs));
        } finally {
            daemon.stop(0);
            Files.delete(ignored);
            Files.delete(dockerfile);
            Files.delete(context);
        }
    }
}
