package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.docker.Image;
import com.pulumi.docker.ImageArgs;
import com.pulumi.docker.inputs.DockerBuildArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** The service's image, named by its content: no change builds nothing, any change has a new name and rolls out. */
final class ServiceImage extends ComponentResource {
    private static final String REPOSITORY = "scaleproof-service";
    /** Of 64 hexadecimal digits; as many as keep names apart and readable. */
    private static final int TAG_LENGTH = 16;

    private final Output<String> reference;

    ServiceImage(String name, ServicePackage service, MetricsServerCheck metrics) {
        super("scaleproof:infra:ServiceImage", name);
        Output<String> digest = metrics.thenDo(() -> Output.of(service.build()));
        var image = new Image(
                name,
                ImageArgs.builder()
                        .imageName(digest.applyValue(ServiceImage::imageName))
                        .build(DockerBuildArgs.builder()
                                .context(service.folder().toString())
                                .dockerfile(
                                        service.folder().resolve("Dockerfile").toString())
                                .build())
                        .skipPush(true)
                        .build(),
                CustomResourceOptions.builder().parent(this).build());
        this.reference = image.imageName();
        registerOutputs(Map.of("reference", reference));
    }

    /** What a pod's container runs. */
    Output<String> reference() {
        return reference;
    }

    private static String imageName(String digest) {
        return REPOSITORY + ":" + digest.substring(0, TAG_LENGTH);
    }
}
