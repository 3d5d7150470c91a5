package io.scaleproof.loadtest.watch;

import static io.scaleproof.loadtest.watch.TestClock.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaleproof.loadtest.watch.MetricAnswer.Value;
import io.scaleproof.loadtest.watch.MetricNews.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricNewsTest {
    private final MetricNews news = new MetricNews();

    @Test
    void onlyValuesThatChangedAreKept() {
        news.in(answer(value("a", 1, 10), value("b", 1, 20)), at(1));

        assertThat(news.in(answer(value("a", 2, 11), value("b", 2, 20)), at(2))).containsExactly(change("a", 2, 11));
    }

    /** An adapter stamps every second's answer anew. One pod is enough to tell how old they all are. */
    @Test
    void aNewStampOnOldValuesIsKeptOnce() {
        news.in(answer(value("a", 1, 10), value("b", 1, 20)), at(1));

        assertThat(news.in(answer(value("a", 2, 10), value("b", 2, 20)), at(2))).containsExactly(change("a", 2, 10));
    }

    @Test
    void theSameAnswerIsNoNewsForFiveSecondsAndThenSaysThatItWasThere() {
        MetricAnswer same = answer(value("a", 1, 10), value("b", 1, 20));
        news.in(same, at(1));

        assertThat(news.in(same, at(2))).isEmpty();
        assertThat(news.in(same, at(5))).isEmpty();
        assertThat(news.in(same, at(6))).containsExactly(change("a", 1, 10));
        assertThat(news.in(same, at(7))).isEmpty();
    }

    @Test
    void aPodThatIsNoLongerThereIsGone() {
        news.in(answer(value("a", 1, 10), value("b", 1, 20)), at(1));

        assertThat(news.in(answer(value("b", 1, 20)), at(2)))
                .containsExactly(new Change(Optional.of("a"), at(1), Duration.ZERO, OptionalLong.empty()));
        assertThat(news.in(answer(value("a", 3, 10), value("b", 1, 20)), at(3))).containsExactly(change("a", 3, 10));
    }

    /** Each of 500 pods has another value every second, in which a usual run would keep all: 50,000. */
    @Test
    void ofManyPodsValuesAreKeptLessOftenAndNewPodsAtOnce() {
        long keptInAll = 0;
        for (int second = 0; second < 100; second++) {
            int pods = second < 55 ? 500 : 501;
            long stamp = second;
            List<Change> changes = news.in(
                    new MetricAnswer(IntStream.range(0, pods)
                            .mapToObj(pod -> value("p" + pod, stamp, stamp))
                            .toList()),
                    at(second));
            keptInAll += changes.size();
            if (second == 55) {
                assertThat(changes).contains(change("p500", 55, 55)).hasSizeLessThan(10);
            }
        }
        assertThat(keptInAll).isBetween(4_900L, 5_600L);
    }

    @Test
    void ofFewTheyAreKeptEverySecond() {
        for (int second = 0; second < 20; second++) {
            assertThat(news.in(answer(value("a", second, second), value("b", second, 2 * second + 1)), at(second)))
                    .hasSize(2);
        }
    }

    private static MetricAnswer answer(Value... values) {
        return new MetricAnswer(Stream.of(values).toList());
    }

    private static Value value(String pod, long stamp, long milli) {
        return new Value(Optional.of(pod), at(stamp), Duration.ZERO, milli);
    }

    private static Change change(String pod, long stamp, long milli) {
        return new Change(Optional.of(pod), at(stamp), Duration.ZERO, OptionalLong.of(milli));
    }
}
