import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What scripts/recording runs: reads what script(1) kept of a live view, and writes the last screen of each stage asked for. */
final class Recording {
    /** The view goes up to its first line and erases what is below, then draws anew. */
    private static final Pattern DRAWN_ANEW = Pattern.compile("\u001b\\[\\d+A\u001b\\[J");
    /** What else a terminal is told: colours, the cursor hidden and shown. */
    private static final Pattern CONTROLS = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|[\r\u0000-\b\u000b-\u001f]");
    private static final String END = "writes the report of what was seen";
    /** The stage that runs, among the plan's. */
    private static final Pattern STAGES = Pattern.compile("(?m)^  (?:\\S+ > )*\\[(\\S+)\\](?: > \\S+)*$");

    public static void main(String... args) throws IOException {
        String kept = Files.readString(Path.of(args[0]));
        Map<String, String> screens = screens(kept);
        List<String> stages = args.length > 2 ? List.of(args).subList(2, args.length) : List.copyOf(screens.keySet());
        List<String> shown = new ArrayList<>();
        for (String stage : stages) {
            if (!screens.containsKey(stage)) {
                System.err.printf(
                        "scaleproof: no screen of stage '%s' was drawn; drawn were those of: %s%n  see %s%n",
                        stage, screens.isEmpty() ? "none" : String.join(", ", screens.keySet()), args[0]);
                System.exit(2);
            }
            shown.add(screens.get(stage));
        }
        Files.writeString(Path.of(args[1]), String.join("\n\n", shown) + "\n");
        System.out.printf("%s  %d screens of %s%n", args[1], shown.size(), String.join(", ", stages));
    }

    /** The last whole one of each stage, without control codes. */
    private static Map<String, String> screens(String kept) {
        Map<String, String> last = new LinkedHashMap<>();
        for (String drawn : DRAWN_ANEW.split(kept)) {
            String text = CONTROLS.matcher(drawn).replaceAll("");
            Matcher stages = STAGES.matcher(text);
            int end = text.indexOf(END);
            // What is said between two screens stands before the line of the title, and what follows the run after the last line.
            if (stages.find() && end > stages.end()) {
                int title = text.lastIndexOf('\n', stages.start() - 2) + 1;
                last.put(stages.group(1), text.substring(title, end + END.length()).replaceAll("(?m)[ \t]+$", ""));
            }
        }
        return last;
    }
}
