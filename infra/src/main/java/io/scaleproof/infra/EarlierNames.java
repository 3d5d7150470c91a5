package io.scaleproof.infra;

import com.pulumi.core.Alias;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a resource was called before: under another name without an alias, Pulumi would make it a second time and then
 * delete the first.
 */
final class EarlierNames {
    private EarlierNames() {}

    /** {@code options} of a resource that was called otherwise, under the same parent. */
    static CustomResourceOptions keep(CustomResourceOptions options, String... names) {
        return CustomResourceOptions.merge(
                options, CustomResourceOptions.builder().aliases(aliases(names)).build(), null);
    }

    /** The same of a component. */
    static ComponentResourceOptions keep(ComponentResourceOptions options, String... names) {
        return ComponentResourceOptions.merge(
                options,
                ComponentResourceOptions.builder().aliases(aliases(names)).build(),
                null);
    }

    private static List<Output<Alias>> aliases(String... names) {
        return Stream.of(names)
                .map(name -> Output.of(Alias.builder().name(name).build()))
                .toList();
    }
}
