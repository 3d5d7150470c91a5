package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import com.pulumi.docker.Image;
import com.pulumi.docker.ImageArgs;
import com.pulumi.docker.inputs.DockerBuildArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import io.scaleproof.infra.config.Delivery;
import java.util.Map;

/** The service's image, named by its content: no change builds nothing, any change has a new name and rolls out. */
final class ServiceImage extends ComponentResource {
    private static final String REPOSITORY = "scaleproof-service";
    /** Of 64 hexadecimal digits; as many as keep names apart and readable. */
    private static final int TAG_LENGTH = 16;

    private final Delivery delivery;
    private final Output<String> content;
    private final Image image;
    private final Output<String> reference;

    /** What is packaged, and who gets it. */
    record Args(Delivery delivery, MavenModule service, NodeImages nodeImages, ClusterMetrics metrics) {}

    ServiceImage(String name, Args args, ComponentResourceOptions options) {
        super("scaleproof:infra:ServiceImage", name, options);
        this.delivery = args.delivery();
        this.content =
                Success.of(args.metrics().thenAsk(() -> Output.of(args.service().build())));
        this.image = new Image(
                name + "-image",
                ImageArgs.builder()
                        .imageName(content.applyValue(this::imageName))
                        .build(build(args.service()))
                        .skipPush(delivery.registry().isEmpty())
                        .build(),
                EarlierNames.keep(
                        CustomResourceOptions.builder()
                                .parent(this)
                                .dependsOn(args.metrics().resources())
                                .build(),
                        "image"));
        this.reference = isLocal() ? onTheNodes(args.nodeImages()) : image.repoDigest();
        registerOutputs(Map.of("reference", reference(), "digest", digest()));
    }

    /** Identifies what goes into the image, once that is packaged. */
    Output<String> content() {
        return content;
    }

    /** What a pod's container runs: by digest from a registry, by its content's name from the node's own images. */
    Output<String> reference() {
        return reference;
    }

    /** The name, once the image is built and the nodes have it; a preview hands nothing over. */
    private Output<String> onTheNodes(NodeImages nodeImages) {
        return Output.tuple(image.imageName(), image.repoDigest()).applyValue(built -> {
            if (!Deployment.getInstance().isDryRun()) {
                nodeImages.receive(built.t1);
            }
            return built.t1;
        });
    }

    /** The digest in the registry, or the id of an image that is in none. */
    Output<String> digest() {
        return image.repoDigest();
    }

    /** A node that lacks a local image must not ask a public registry for one of that name. */
    String pullPolicy() {
        return isLocal() ? "Never" : "IfNotPresent";
    }

    private boolean isLocal() {
        return delivery.registry().isEmpty();
    }

    private DockerBuildArgs build(MavenModule service) {
        var build = DockerBuildArgs.builder()
                .context(service.folder().toString())
                .dockerfile(service.folder().resolve("Dockerfile").toString());
        delivery.platform().ifPresent(build::platform);
        return build.build();
    }

    private String imageName(String digest) {
        String prefix = delivery.registry().map(registry -> registry + "/").orElse("");
        return prefix + REPOSITORY + ":" + digest.substring(0, TAG_LENGTH);
    }
}
