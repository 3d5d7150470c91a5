package io.scaleproof.loadtest.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.scaleproof.loadtest.trace.TraceSource.Asked;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceSourceTest {
    @TempDir
    Path folder;

    @Test
    void readsTimesAndRates() {
        Trace trace = read("time,rate\n2026-03-02T08:00:00Z,10\n2026-03-02T08:00:15Z,20\n2026-03-02T08:00:30Z,30.5\n");

        assertThat(rates(trace)).containsExactly(10, 20, 30.5);
        assertThat(trace.step()).isEqualTo(Duration.ofSeconds(15));
        assertThat(trace.begin()).contains(Instant.parse("2026-03-02T08:00:00Z"));
        assertThat(trace.notes()).as("nothing had to be mended").isEmpty();
    }

    @Test
    void readsSecondsSinceTheBeginWithoutAHeader() {
        Trace trace = read("# a comment\n0,1\n60,2\n120,3\n");

        assertThat(rates(trace)).containsExactly(1, 2, 3);
        assertThat(trace.begin()).as("no calendar is known").isEmpty();
    }

    @Test
    void timesSince1970MayBeInMillisecondsAndItSaysSo() {
        Trace trace = read("1772438400000,1\n1772438401000,2\n");

        assertThat(trace.step()).isEqualTo(Duration.ofSeconds(1));
        assertThat(trace.begin()).contains(Instant.parse("2026-03-02T08:00:00Z"));
        assertThat(trace.notes()).containsExactly("its times are in milliseconds since 1970");
    }

    @Test
    void aRateByTheMinuteIsDividedAndItSaysSo() {
        Trace trace = read("time,requests_per_minute\n0,60\n60,120\n");

        assertThat(rates(trace)).containsExactly(1, 2);
        assertThat(trace.notes()).containsExactly("its numbers are requests per minute: divided by 60");
    }

    @Test
    void aCountIsDividedByTheStep() {
        assertThat(rates(read("time,count\n0,300\n300,600\n"))).containsExactly(1, 2);
    }

    @Test
    void aUnitThatIsNotKnownIsRefusedWithThoseThatAre() {
        refused("time,furlongs\n0,1\n1,2\n")
                .contains("row 1 is 'time,furlongs'", "rate, rps", "requests_per_minute", "count");
    }

    @Test
    void aUnitWithinACellIsRefusedWithTheRow() {
        refused("time,rate\n0,1\n15,2/s\n").contains("row 3: the rate is '2/s', which is no number");
    }

    @Test
    void aNegativeRateIsRefusedWithTheRow() {
        refused("time,rate\n0,1\n15,-2\n30,1\n").contains("row 3: the rate is -2.0. No traffic is below 0");
    }

    @Test
    void rowsOutOfOrderAreSortedAndItSaysWhichWasTheFirst() {
        Trace trace = read("0,1\n30,3\n15,2\n45,4\n");

        assertThat(rates(trace)).containsExactly(1, 2, 3, 4);
        assertThat(trace.notes()).containsExactly("row 3 is earlier than the one before it: sorted by time");
    }

    @Test
    void aRowThatStandsThereTwiceCountsOnce() {
        Trace trace = read("0,1\n15,2\n15,2\n30,3\n");

        assertThat(rates(trace)).containsExactly(1, 2, 3);
        assertThat(trace.notes()).containsExactly("1 rows stand there twice, first row 3: counted once");
    }

    @Test
    void twoRatesForOneTimeAreRefusedWithBothRows() {
        refused("0,1\n15,2\n15,9\n30,3\n").contains("row 3 has the same time as row 2 and another rate (9.0, 2.0)");
    }

    @Test
    void aShortGapIsFilledInAStraightLine() {
        Trace trace = read("0,10\n15,20\n60,50\n75,60\n90,60\n");

        assertThat(rates(trace)).containsExactly(10, 20, 30, 40, 50, 60, 60);
        assertThat(trace.notes())
                .containsExactly(
                        "1 gaps (2 steps) were filled in a straight line, first before row 3, 30 s without a rate");
    }

    @Test
    void aLongGapIsRefusedUnlessItMayBeFilled() {
        String gap = "0,10\n15,10\n30,10\n45,10\n600,10\n615,10\n";

        refused(gap).contains("before row 5, 9 min without a rate", "--fill-gaps");
        assertThat(read(gap, new Asked(Optional.empty(), Optional.empty(), Optional.empty(), true))
                        .steps())
                .isEqualTo(42);
    }

    @Test
    void anEmptyRateIsAGap() {
        Trace trace = read("0,10\n15,\n30,30\n45,40\n60,40\n");

        assertThat(rates(trace)).containsExactly(10, 20, 30, 40, 40);
        assertThat(trace.notes().getFirst()).isEqualTo("1 rows have no rate, first row 2: taken as a gap");
    }

    @Test
    void timesThatAreNotEvenArePutOnAGridWithAllTheirRequests() {
        Trace trace = read("0,10\n14,20\n30,30\n45,40\n60,40\n");

        assertThat(trace.step()).isEqualTo(Duration.ofSeconds(15));
        assertThat(rates(trace)[0]).as("14 s of 10 and 1 s of 20").isEqualTo((14 * 10 + 20) / 15.0, within(1e-9));
        assertThat(trace.notes().getLast()).startsWith("its times are not evenly spaced: put on steps of 15 s");
    }

    @Test
    void aLocalTimeIsRefusedUnlessItsZoneIsSaid() {
        String local = "time,rate\n2026-03-29 01:58:00,1\n2026-03-29 01:59:00,1\n2026-03-29 03:00:00,2\n";

        refused(local).contains("row 2: 2026-03-29 01:58:00 has no time zone", "--trace-zone Europe/Berlin");
        assertThat(rates(read(local, inBerlin())))
                .as("the hour from two to three was not there that night")
                .containsExactly(1, 1, 2);
    }

    @Test
    void aLocalTimeThatWasNotThereIsRefused() {
        assertThatThrownBy(() -> read("2026-03-29 02:30:00,1\n2026-03-29 02:31:00,1\n", inBerlin()))
                .hasMessageContaining("row 1: there was no 2026-03-29T02:30 in Europe/Berlin");
    }

    @Test
    void theHourThatIsThereTwiceIsToldByTheOrder() {
        StringBuilder rows = new StringBuilder();
        for (String hour : new String[] {"01", "02", "02", "03"}) {
            rows.append("2026-10-25 ").append(hour).append(":00:00,1\n");
        }

        assertThat(read(rows.toString(), inBerlin()).steps()).isEqualTo(4);
    }

    @Test
    void timesOfSeveralOffsetsAreOneTime() {
        assertThat(read("2026-03-02T09:00:00+01:00,1\n2026-03-02T08:00:15Z,2\n").step())
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void oneRowIsNoTrace() {
        refused("time,rate\n0,1\n").contains("it has 1 rates; a trace takes two or more");
    }

    @Test
    void readsARangeQuerysAnswer() {
        Trace trace = read("""
                {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[
                [1772438400,"10"],[1772438415.0,"NaN"],[1772438430,"30"],[1772438445,"30"],[1772438460,"30"]]}]}}""");

        assertThat(rates(trace)).containsExactly(10, 20, 30, 30, 30);
        assertThat(trace.notes().getFirst()).isEqualTo("1 rows have no rate, first value 2: taken as a gap");
    }

    @Test
    void anInstantQueryACounterAndSeveralSeriesAreRefusedWithTheQueryToAsk() {
        refused("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}")
                .contains("resultType is 'vector'", "/api/v1/query_range");
        refused(
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"http_requests_total\"},\"values\":[[1,\"1\"]]}]}}")
                .contains("sum(rate(http_requests_total[1m]))");
        refused("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{},{}]}}")
                .contains("it has 2 series");
        refused("{\"status\":\"error\",\"error\":\"parse error\"}")
                .contains("Prometheus refused the query: parse error");
    }

    @Test
    void countsAnAccessLogPerSecondAcrossZonesAndOutOfOrder() {
        Trace trace = read("""
                10.0.0.1 - - [02/Mar/2026:08:00:00 +0000] "GET / HTTP/1.1" 200 512
                10.0.0.1 - bob [02/Mar/2026:08:00:03 +0000] "GET /a HTTP/1.1" 200 512 "-" "curl/8"
                10.0.0.2 - - [02/Mar/2026:09:00:00 +0100] "GET / HTTP/1.1" 500 1
                """);

        assertThat(rates(trace)).as("a second without a line had no request").containsExactly(2, 0, 0, 1);
        assertThat(trace.begin()).contains(Instant.parse("2026-03-02T08:00:00Z"));
    }

    @Test
    void aLogOfSomethingElseIsRefusedWithTheFirstStrangeRow() {
        refused("10.0.0.1 - - [02/Mar/2026:08:00:00 +0000] \"GET / HTTP/1.1\" 200 512\nINFO started\n")
                .contains("1 of 2 lines are no requests in common log format, first row 2: 'INFO started'");
    }

    @Test
    void aPackedFileIsUnpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("0,1\n15,2\n".getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("trace.csv.gz"), packed.toByteArray());

        assertThat(rates(TraceSource.read(file.toString(), Asked.NOTHING))).containsExactly(1, 2);
    }

    @Test
    void anAddressIsAskedAndItsPasswordIsNotSaid() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/trace", exchange -> {
            boolean known =
                    "Basic Ym9iOnNlY3JldA==".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "0,1\n15,2\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String host = "127.0.0.1:" + server.getAddress().getPort();
        try {
            Trace trace = TraceSource.read("http://bob:secret@" + host + "/trace?token=hush", Asked.NOTHING);
            assertThat(rates(trace)).containsExactly(1, 2);
            assertThat(trace.name()).isEqualTo("http://" + host + "/trace");
            assertThatThrownBy(() -> TraceSource.read("http://eve:wrong@" + host + "/trace", Asked.NOTHING))
                    .hasMessageContaining("http://" + host + "/trace answers with status 401")
                    .hasMessageNotContaining("wrong");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aQueryThatIsNotEncodedIsRefusedAndItsPasswordIsNotSaid() {
        assertThatThrownBy(() -> TraceSource.read(
                        "http://bob:secret@prometheus/api/v1/query_range?query=rate(x{job=\"shop\"}[1m])",
                        Asked.NOTHING))
                .hasMessageStartingWith("http://prometheus/api/v1/query_range is no address")
                .hasMessageContaining("percent-encoded")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void whatIsNoFileIsRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> TraceSource.read("nowhere.csv", Asked.NOTHING))
                .hasMessage(
                        "--trace is 'nowhere.csv', which is neither a file, an address (http://…) nor one of wikipedia-day, wikipedia-week, diurnal, flash-crowd, weekend, saw-tooth");
    }

    private static Asked inBerlin() {
        return new Asked(Optional.empty(), Optional.of(ZoneId.of("Europe/Berlin")), Optional.empty(), false);
    }

    private static Trace read(String text) {
        return read(text, Asked.NOTHING);
    }

    private static Trace read(String text, Asked asked) {
        try {
            return TraceSource.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "a text", asked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] rates(Trace trace) {
        return IntStream.range(0, trace.steps()).mapToDouble(trace::rate).toArray();
    }

    private static org.assertj.core.api.AbstractStringAssert<?> refused(String text) {
        try {
            read(text);
        } catch (IllegalArgumentException e) {
            return assertThat(e.getMessage()).startsWith("a text, read as ");
        }
        return assertThat("it was not refused");
    }
}
