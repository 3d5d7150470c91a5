package io.scaleproof.infra;

import com.pulumi.kubernetes.Utilities;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/** An object that Pulumi's Kubernetes SDK has no type for, which its provider handles all the same. */
public abstract class CustomObject extends CustomResource {

    /**
     * @param type in Pulumi's form, {@code kubernetes:group/version:Kind}; also of the class's {@code @ResourceType}
     * @param args null for what is only read
     */
    protected CustomObject(String type, String name, CustomObjectArgs args, CustomResourceOptions options) {
        super(
                type,
                name,
                args,
                CustomResourceOptions.merge(
                        CustomResourceOptions.builder()
                                .version(Utilities.getVersion())
                                .build(),
                        options,
                        null));
    }
}
