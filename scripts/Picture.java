import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** What scripts/picture runs: a headless Chromium, led by its DevTools protocol. */
final class Picture {
    private static final int WIDTH = 1104;
    private static final int SECONDS = 60;
    /** As many as a PNG's palette has, which makes a page's flat colours a third of the size. */
    private static final int COLOURS = 256;

    public static void main(String... args) throws Exception {
        try {
            photograph(args);
        } catch (IllegalArgumentException e) {
            System.err.printf("scaleproof: %s%n  scripts/picture --help%n", e.getMessage());
            System.exit(2);
        }
    }

    private static void photograph(String... args) throws Exception {
        Path page = Path.of(args[1]).toAbsolutePath();
        String parts = args.length > 3 ? args[3] : "*";
        Path profile = Files.createTempDirectory("scaleproof-picture-");
        Process browser = start(args[0], profile);
        try (var client = HttpClient.newHttpClient();
                Page shown = Page.open(client, devTools(browser))) {
            for (String theme : List.of("light", "dark")) {
                Path picture = Path.of(args[2] + "-" + theme + ".png");
                write(shown.photograph(page, parts, theme), picture);
                System.out.printf("%s  %d kB%n", picture, (Files.size(picture) + 999) / 1000);
            }
        } finally {
            browser.destroy();
            browser.waitFor(SECONDS, TimeUnit.SECONDS);
            delete(profile);
        }
    }

    /** Without its sandbox, which root cannot have: the page is our own, and may load nothing. */
    private static Process start(String browser, Path profile) throws IOException {
        return new ProcessBuilder(
                        browser,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
    }

    /** Where its DevTools listen. */
    private static String devTools(Process browser) throws IOException {
        var output = browser.inputReader();
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher listening = Pattern.compile("DevTools listening on ws://([^/]+)/").matcher(line);
            if (listening.find()) {
                Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
                return listening.group(1);
            }
            said.add(line);
        }
        throw new IOException("the browser ended: " + String.join("\n", said));
    }

    /** A tab, by its WebSocket. */
    private record Page(WebSocket socket, BlockingQueue<String> messages) implements AutoCloseable {

        static Page open(HttpClient client, String devTools) throws Exception {
            var list = HttpRequest.newBuilder(URI.create("http://" + devTools + "/json/list")).build();
            String tabs = client.send(list, BodyHandlers.ofString()).body();
            var messages = new LinkedBlockingQueue<String>();
            String tab = "ws://" + devTools + "/devtools/page/" + word("id", tabs);
            return new Page(
                    client.newWebSocketBuilder()
                            .buildAsync(URI.create(tab), new Whole(messages))
                            .get(SECONDS, TimeUnit.SECONDS),
                    messages);
        }

        byte[] photograph(Path page, String parts, String theme) throws Exception {
            ask("Page.enable", "{}");
            ask("Emulation.setDeviceMetricsOverride", """
                    {"width": %d, "height": 900, "deviceScaleFactor": 1, "mobile": false}""".formatted(WIDTH));
            ask("Emulation.setEmulatedMedia", """
                    {"features": [{"name": "prefers-color-scheme", "value": "%s"}]}""".formatted(theme));
            ask("Page.navigate", "{\"url\": %s}".formatted(quoted(page.toUri().toString())));
            await("Page.loadEventFired");
            String size = word("value", ask("Runtime.evaluate", """
                    {"returnByValue": true, "expression": %s}""".formatted(quoted("""
                    (() => {
                      const main = document.querySelector("main");
                      if (![...main.children].some(part => part.matches(%s))) return "nothing";
                      for (const part of main.children) {
                        if (part.matches(%s)) part.style.marginTop = "12px"; else part.style.display = "none";
                      }
                      main.style.padding = "0 12px 12px";
                      return Math.ceil(main.getBoundingClientRect().height) + " high";
                    })()""".formatted(quoted(parts), quoted(parts))))));
            if (size.equals("nothing")) {
                throw new IllegalArgumentException("%s has no part '%s' in its main column".formatted(page, parts));
            }
            int height = Integer.parseInt(size.replace(" high", ""));
            String shot = ask("Page.captureScreenshot", """
                    {"format": "png", "captureBeyondViewport": true,
                     "clip": {"x": 0, "y": 0, "width": %d, "height": %d, "scale": 1}}""".formatted(WIDTH, height));
            return Base64.getDecoder().decode(word("data", shot));
        }

        /** The client's own end would wait for this. */
        @Override
        public void close() {
            socket.abort();
        }

        private String ask(String method, String parameters) throws Exception {
            socket.sendText("{\"id\": 1, \"method\": \"%s\", \"params\": %s}".formatted(method, parameters), true)
                    .get(SECONDS, TimeUnit.SECONDS);
            String answer = await("\"id\":1,");
            if (answer.contains("\"error\":") || answer.contains("\"exceptionDetails\":")) {
                throw new IOException(method + ": " + answer);
            }
            return answer;
        }

        private String await(String sign) throws Exception {
            while (true) {
                String message = messages.poll(SECONDS, TimeUnit.SECONDS);
                if (message == null) {
                    throw new IOException("the browser said nothing of %s within %d s".formatted(sign, SECONDS));
                }
                if (message.contains(sign)) {
                    return message;
                }
            }
        }

        private static String word(String name, String json) {
            Matcher found = Pattern.compile("\"%s\": ?\"([^\"]*)\"".formatted(name)).matcher(json);
            if (!found.find()) {
                throw new IllegalStateException("no %s in %s".formatted(name, json));
            }
            return found.group(1);
        }

        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
        }
    }

    /** Puts messages together, which come in parts. */
    private record Whole(BlockingQueue<String> messages, StringBuilder begun) implements WebSocket.Listener {
        Whole(BlockingQueue<String> messages) {
            this(messages, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            begun.append(part);
            if (last) {
                messages.add(begun.toString());
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private static void write(byte[] png, Path picture) throws IOException {
        BufferedImage full = ImageIO.read(new ByteArrayInputStream(png));
        ImageIO.write(withPalette(full), "png", picture.toFile());
    }

    /** In the colours that most of it has; what is between them, the edges of letters, takes the nearest. */
    private static BufferedImage withPalette(BufferedImage full) {
        Map<Integer, Integer> uses = new HashMap<>();
        for (int y = 0; y < full.getHeight(); y++) {
            for (int x = 0; x < full.getWidth(); x++) {
                uses.merge(full.getRGB(x, y), 1, Integer::sum);
            }
        }
        int[] palette = uses.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(COLOURS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        var colours = new IndexColorModel(8, palette.length, palette, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
        var flat = new BufferedImage(full.getWidth(), full.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < full.getHeight(); y++) {
            for (int x = 0; x < full.getWidth(); x++) {
                int place = nearest.computeIfAbsent(full.getRGB(x, y), colour -> nearest(colour, palette));
                flat.getRaster().setSample(x, y, 0, place);
            }
        }
        return flat;
    }

    private static int nearest(int colour, int... palette) {
        int best = 0;
        for (int place = 1; place < palette.length; place++) {
            if (distance(colour, palette[place]) < distance(colour, palette[best])) {
                best = place;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            int apart = (one >> shift & 0xff) - (other >> shift & 0xff);
            sum += apart * apart;
        }
        return sum;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
