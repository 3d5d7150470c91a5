package io.scaleproof.infra;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import java.util.Map;
import java.util.TreeMap;

/** Names and labels that every object shares. */
public final class Labels {
    /** What everything is called; the load test looks for it. */
    public static final String NAME = "scaleproof";

    /** What finds the pods; never changes, because a Deployment's selector cannot. */
    public static final Map<String, String> SELECTOR = Map.of("app.kubernetes.io/name", NAME);

    /** What every object is labelled with. */
    static final Map<String, String> ALL = Map.of(
            "app.kubernetes.io/name", NAME,
            "app.kubernetes.io/instance", NAME,
            "app.kubernetes.io/part-of", NAME,
            "app.kubernetes.io/managed-by", "pulumi",
            "app.kubernetes.io/version", "0.1.0");

    private Labels() {}

    /** The metadata of an object in {@code namespace}. */
    public static ObjectMetaArgs metadata(Output<String> namespace) {
        return ObjectMetaArgs.builder()
                .name(NAME)
                .namespace(namespace)
                .labels(ALL)
                .build();
    }

    static LabelSelectorArgs pods() {
        return LabelSelectorArgs.builder().matchLabels(SELECTOR).build();
    }

    /** {@link #ALL} and more, which may replace some of them. */
    public static Map<String, String> with(Map<String, String> more) {
        var all = new TreeMap<>(ALL);
        all.putAll(more);
        return all;
    }
}
