import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of each program, any number of values of each kind, of which the median counts; printed as a table and as
 * ratios.
 */
final class Comparison<K extends Enum<K>> {
    private final Class<K> kinds;
    private final Map<Box.Program, Map<K, List<Double>>> values = new LinkedHashMap<>();
    private final List<String> missed = new ArrayList<>();

    /** Of {@code programs}, in their order; the words of a kind are its {@code toString}. */
    Comparison(Class<K> kinds, List<Box.Program> programs) {
        this.kinds = kinds;
        programs.forEach(program -> values.put(program, new LinkedHashMap<>()));
    }

    List<Box.Program> programs() {
        return List.copyOf(values.keySet());
    }

    void add(Box.Program program, K kind, double value) {
        values.get(program).computeIfAbsent(kind, k -> new ArrayList<>()).add(value);
    }

    /** All values there are, in the order in which they came. */
    List<Double> values(Box.Program program, K kind) {
        return values.get(program).getOrDefault(kind, List.of());
    }

    double median(Box.Program program, K kind) {
        return median(values(program, kind));
    }

    static double median(List<Double> values) {
        return values.isEmpty() ? Double.NaN : values.stream().sorted().toList().get(values.size() / 2);
    }

    void printMedians(String heading) {
        System.out.printf("%n%s; medians%n%-60s", heading, "");
        programs().forEach(program -> System.out.printf("%14s", program.name()));
        System.out.println();
        for (K kind : kinds.getEnumConstants()) {
            System.out.printf("%-60s", kind);
            programs().forEach(program -> System.out.printf("%14.1f", median(program, kind)));
            System.out.println();
        }
        System.out.printf("%n%-60s%14s   %s%n", "Ratios", "", "required");
    }

    /** Prints the median of {@code kind} of one program by that of another. */
    void ratio(String words, Box.Program of, Box.Program to, K kind, Required required) {
        row(words, median(of, kind) / median(to, kind), required);
    }

    void row(String words, double value, Required required) {
        System.out.printf("%-60s%14.2f   %s%n", words, value, required);
        if (!required.isKept(value)) {
            missed.add("%s is %.2f, not %s".formatted(words, value, required));
        }
    }

    /** Ends the JVM with 1 if a figure is not what it has to be, and says which. */
    void exitUnlessAsRequired() {
        if (!missed.isEmpty()) {
            System.err.println("Not as required: " + String.join("; ", missed));
            System.exit(1);
        }
    }
}
