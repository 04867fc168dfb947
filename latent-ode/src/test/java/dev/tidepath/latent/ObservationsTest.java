package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Sparse observations and the windows made of them. */
class ObservationsTest {

    /** Times 0 (a), 1 (a, b), 2.5 (b), 3 (c), 4 (a, c). */
    private static final Observations SOME = Observations.merge(
            new double[][] {{0, 1, 4}, {1, 2.5}, {3, 4}}, new double[][] {{10, 11, 14}, {21, 22}, {33, 34}});

    /** Every value as {@code time/channel/value}. */
    private static List<String> list(Observations o) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < o.size(); i++) {
            for (int k = o.first(i); k < o.first(i + 1); k++) {
                all.add(o.time(i) + "/" + o.channel(k) + "/" + o.value(k));
            }
        }
        assertEquals(all.size(), o.count());
        return all;
    }

    @Test
    void channelsAreMergedInOrderOfTime() {
        assertArrayEquals(new double[] {0, 1, 2.5, 3, 4}, SOME.times());
        assertEquals(
                List.of(
                        "0.0/0/10.0",
                        "1.0/0/11.0",
                        "1.0/1/21.0",
                        "2.5/1/22.0",
                        "3.0/2/33.0",
                        "4.0/0/14.0",
                        "4.0/2/34.0"),
                list(SOME));
    }

    @Test
    void channelsMayBeEmpty() {
        Observations o = Observations.merge(new double[][] {{}, {2}}, new double[][] {{}, {5}});
        assertEquals(List.of("2.0/1/5.0"), list(o));
        assertEquals(0, Observations.merge(new double[2][0], new double[2][0]).size());
    }

    @Test
    void mergingRefusesWhatDoesNotIncreaseOrFit() {
        assertMessage(
                "the times of a channel must strictly increase",
                () -> Observations.merge(new double[][] {{1, 1}}, new double[][] {{2, 3}}));
        assertMessage(
                "the times of a channel must strictly increase",
                () -> Observations.merge(new double[][] {{2, 1}}, new double[][] {{2, 3}}));
        assertMessage(
                "channels of values: expected 2, found 1",
                () -> Observations.merge(new double[2][0], new double[1][0]));
    }

    @Test
    void aSliceIsARunOfTimes() {
        assertEquals(List.of("1.0/0/11.0", "1.0/1/21.0", "2.5/1/22.0"), list(SOME.slice(1, 3)));
        assertEquals(List.of(), list(SOME.slice(2, 2)));
        assertEquals(list(SOME), list(SOME.slice(0, 5)));
        assertEquals(List.of("2.5/1/22.0"), list(SOME.slice(1, 4).slice(1, 2)));
    }

    @Test
    void picksAreSomeOfTheTimesEvenOfASlice() {
        assertEquals(List.of("0.0/0/10.0", "3.0/2/33.0"), list(SOME.pick(new int[] {0, 3})));
        assertEquals(List.of(), list(SOME.pick(new int[0])));
        assertEquals(
                List.of("1.0/0/11.0", "1.0/1/21.0", "3.0/2/33.0"),
                list(SOME.slice(1, 4).pick(new int[] {0, 2})));
        assertEquals(List.of("3.0/2/33.0"), list(SOME.pick(new int[] {1, 3}).slice(1, 2)));
    }

    @Test
    void conversionSeesTimeAndChannel() {
        Observations.Conversion conversion = (t, c, v) -> 100 * t + 1000 * c + v;
        assertEquals(
                List.of("1.0/0/111.0", "1.0/1/1121.0", "2.5/1/1272.0"),
                list(SOME.slice(1, 3).converted(conversion)));
        assertEquals(10.0, SOME.value(0), "the source is not changed");
    }

    @Test
    void bareTimesHaveNoValues() {
        double[] times = {1, 2, 3};
        Observations bare = Observations.at(times);
        times[0] = 9;
        assertArrayEquals(new double[] {1, 2, 3}, bare.times());
        assertEquals(0, bare.count());
        assertEquals(List.of(), list(bare));
    }

    @Test
    void timesAreFound() {
        assertEquals(0, SOME.firstAtOrAfter(-1));
        assertEquals(2, SOME.firstAtOrAfter(2.5));
        assertEquals(3, SOME.firstAtOrAfter(Math.nextUp(2.5)));
        assertEquals(5, SOME.firstAtOrAfter(4.1));
    }

    @Test
    void windowsStartAtAnObservation() {
        RandomKey key = RandomKey.of(1);
        Window window = new Window(SOME.slice(1, 4), Observations.at(1, 7), key);
        assertEquals(1.0, window.start());
        assertEquals(3.0, window.end());
        assertMessage(
                "a window needs an observation to start from",
                () -> new Window(SOME.slice(1, 1), Observations.at(7), key));
        assertMessage(
                "targets start at 0.5, before the first observation at 1.0",
                () -> new Window(SOME.slice(1, 4), Observations.at(0.5, 7), key));
        assertEquals(0, new Window(SOME, Observations.at(), key).targets().size());
    }

    private static void assertMessage(String message, Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }

    @Test
    void furtherTimesHaveNoValues() {
        Observations two = Observations.merge(new double[][] {{0, 1, 2}, {1}}, new double[][] {{10, 11, 12}, {20}});
        Observations more = two.slice(1, 3).withTimes(3, 0.5, 2);
        assertArrayEquals(new double[] {0.5, 1, 2, 3}, more.times());
        assertEquals(3, more.count());
        assertEquals(0, more.first(1) - more.first(0));
        assertEquals(20, more.value(more.first(1) + 1));
        assertEquals(1, more.channel(more.first(1) + 1));
        assertEquals(12, more.value(more.first(2)));
        assertEquals(more.first(3), more.first(4));
        assertEquals(2, Observations.at().withTimes(1, 2).size());
    }
}
