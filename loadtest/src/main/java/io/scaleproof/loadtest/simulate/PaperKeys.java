package io.scaleproof.loadtest.simulate;

import io.scaleproof.loadtest.plan.DurationText;
import io.scaleproof.loadtest.record.HpaSettings.Policy;
import io.scaleproof.loadtest.record.SizedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The keys of settings on paper, each with its default, its form and its meaning. */
public final class PaperKeys {
    private static final String WHOLE = "[1-9]\\d{0,5}";
    private static final String SECONDS = "preset|0|[1-9]\\d{0,3}";
    private static final String FRACTION = "0(\\.\\d+)?|1";
    private static final String MILLICORES = "[1-9]\\d{0,5}m|\\d{1,3}(\\.\\d{1,3})?";
    private static final String DURATION = "\\d+(\\.\\d+)?\\s*(ms|s|m|min|h)";
    private static final String AMOUNT = "derived|(?!0*(\\.0*)?$)\\d{1,6}(\\.\\d{1,6})?";
    /** What the HPA may look at, as {@code pulumi config} has it, and what a request adds to that. */
    private static final SequencedMap<String, SizedBy> SIGNALS = new LinkedHashMap<>();

    static {
        SIGNALS.put("cpu", SizedBy.CPU);
        SIGNALS.put("requestsInFlight", SizedBy.IN_FLIGHT);
        SIGNALS.put("requestRate", SizedBy.RATE);
    }

    private static final Pattern POLICY = Pattern.compile("([1-9]\\d{0,5})(pods|%)/([1-9]\\d{0,3})s");

    /**
     * One key.
     *
     * @param standard its value unless another is given
     * @param form what a value has to match
     * @param allowed the same in words
     * @param meaning what it is
     */
    public record Key(String name, String standard, String form, String allowed, String meaning) {}

    private static final Key[] ALL = {
        key("minReplicas", "1", WHOLE, "a whole number from 1", "pods that always run"),
        key("maxReplicas", "10", WHOLE, "a whole number from 1", "pods at most"),
        key("targetCpuUtilization", "50", WHOLE, "a whole number from 1", "percent of cpuRequest"),
        key(
                "scaleOn",
                "cpu",
                String.join("|", SIGNALS.keySet()),
                "cpu, requestsInFlight or requestRate",
                "what the HPA looks at"),
        key(
                "targetRequestsInFlight",
                "derived",
                AMOUNT,
                "derived, or a number above 0 such as 0.05",
                "requests in flight that a pod should have; derived from targetCpuUtilization"),
        key(
                "targetRequestRate",
                "derived",
                AMOUNT,
                "derived, or a number above 0 such as 2",
                "requests a second that a pod should get; derived from it, for requests of 25 ms of CPU"),
        key(
                "requestWindowSeconds",
                "6",
                "[1-9]\\d{0,2}",
                "a whole number from 1 to 999",
                "how far back figures of requests look"),
        key("scrapeInterval", "2s", DURATION, "a duration such as 2s", "how often requests are counted"),
        key("scalingPreset", "fast", "fast|steady|careful", "fast, steady or careful", "windows and policies together"),
        key("scaleUpWindowSeconds", "preset", SECONDS, "preset, or seconds up to 9999", "window for scaling up"),
        key(
                "scaleUpPolicies",
                "preset",
                ".*",
                "preset, or a list such as 4pods/15s,100%/15s",
                "policies for scaling up"),
        key("scaleUpTolerance", "0.1", FRACTION, "a number from 0 to 1", "fraction above the target that does nothing"),
        key("scaleDownWindowSeconds", "preset", SECONDS, "preset, or seconds up to 9999", "window for scaling down"),
        key(
                "scaleDownPolicies",
                "preset",
                ".*",
                "preset, or a list such as 4pods/15s,100%/15s",
                "policies for scaling down"),
        key("scaleDownTolerance", "0.1", FRACTION, "a number from 0 to 1", "fraction below it that does nothing"),
        key("cpuRequest", "100m", MILLICORES, "CPU such as 100m or 0.5", "CPU that a pod requests"),
        key("cpuLimit", "500m", MILLICORES, "CPU such as 100m or 0.5", "CPU that a pod may use"),
        key("podIdle", "3m", MILLICORES, "CPU such as 3m", "CPU that a pod uses without load"),
        key("podStart", "2.5s", DURATION, "a duration such as 2.5s", "from a pod's creation until it is ready"),
        key("podStartCpu", "500ms", DURATION, "a duration such as 500ms", "CPU time that a pod burns to start"),
        key("podStop", "6s", DURATION, "a duration such as 6s", "from a pod's deletion until it is gone"),
        key(
                "requestOverhead",
                "0.8ms",
                DURATION,
                "a duration such as 0.8ms",
                "CPU time of a request beyond what it asks for"),
        key("metricsResolution", "15s", DURATION, "a duration such as 15s", "how often metrics-server measures"),
        key("syncPeriod", "15s", DURATION, "a duration such as 15s", "how often the HPA looks"),
    };

    private final Map<String, String> values;

    private PaperKeys(Map<String, String> values) {
        this.values = values;
    }

    private static Key key(String name, String standard, String form, String allowed, String meaning) {
        return new Key(name, standard, form, allowed, meaning);
    }

    /** All keys, for a help text. */
    public static List<Key> all() {
        return List.of(ALL);
    }

    /** What the HPA may look at, as {@code pulumi config} has it. */
    public static List<String> signals() {
        return List.copyOf(SIGNALS.keySet());
    }

    static String signal(SizedBy by) {
        return SIGNALS.entrySet().stream()
                .filter(known -> known.getValue() == by)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static PaperKeys read(Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (Key key : ALL) {
            String value = given.getOrDefault(key.name(), key.standard()).strip();
            values.put(key.name(), value);
            if (!value.matches(key.form()) || (key.name().endsWith("Policies") && !arePolicies(value))) {
                wrong.add("%s is '%s'. It may be %s".formatted(key.name(), value, key.allowed()));
            }
        }
        given.keySet().stream()
                .filter(name -> !values.containsKey(name))
                .forEach(name -> wrong.add("there is no setting '%s'; there are %s".formatted(name, values.keySet())));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), wrong));
        }
        return new PaperKeys(values);
    }

    private static boolean arePolicies(String value) {
        return value.equals("preset")
                || parts(value).allMatch(policy -> POLICY.matcher(policy).matches());
    }

    private static Stream<String> parts(String value) {
        return Stream.of(value.split(",", -1)).map(String::strip);
    }

    String text(String key) {
        return values.get(key);
    }

    SizedBy sizedBy() {
        return SIGNALS.get(text("scaleOn"));
    }

    int whole(String key) {
        return Integer.parseInt(text(key));
    }

    double number(String key) {
        return Double.parseDouble(text(key));
    }

    Duration duration(String key) {
        return DurationText.parse(key, text(key));
    }

    double millicores(String key) {
        String value = text(key);
        return value.endsWith("m")
                ? Double.parseDouble(value.substring(0, value.length() - 1))
                : Double.parseDouble(value) * 1_000;
    }

    /** Empty for {@code preset}. */
    Optional<Duration> seconds(String key) {
        return given(key).map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    /** Empty for {@code preset}. */
    Optional<List<Policy>> policies(String key) {
        return given(key).map(value -> parts(value).map(PaperKeys::policy).toList());
    }

    private static Policy policy(String text) {
        Matcher form = POLICY.matcher(text);
        if (!form.matches()) {
            throw new IllegalStateException("Not checked: " + text);
        }
        return new Policy(
                form.group(2).equals("%") ? "Percent" : "Pods",
                Integer.parseInt(form.group(1)),
                Duration.ofSeconds(Long.parseLong(form.group(3))));
    }

    /** Empty for {@code derived}. */
    Optional<Double> amount(String key) {
        return Optional.of(text(key)).filter(value -> !value.equals("derived")).map(Double::parseDouble);
    }

    private Optional<String> given(String key) {
        return Optional.of(text(key)).filter(value -> !value.equals("preset"));
    }
}
