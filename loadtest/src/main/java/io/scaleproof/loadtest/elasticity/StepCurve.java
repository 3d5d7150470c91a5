package io.scaleproof.loadtest.elasticity;

import java.util.Arrays;

/** A number of pods over time, which holds until the next. Times are milliseconds, and only go up. */
public final class StepCurve {
    private static final int FIRST_SIZE = 64;

    private long[] times = new long[FIRST_SIZE];
    private int[] values = new int[FIRST_SIZE];
    private int size;

    /** From {@code at} on it is {@code value}. A later word on the same time stands above the earlier. */
    public void add(long at, int value) {
        if (size > 0 && values[size - 1] == value) {
            return;
        }
        if (size > 0 && times[size - 1] == at) {
            values[size - 1] = value;
            if (size > 1 && values[size - 2] == value) {
                size--;
            }
            return;
        }
        if (size > 0 && times[size - 1] > at) {
            throw new IllegalArgumentException("time goes up: %d comes after %d".formatted(at, times[size - 1]));
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        times[size] = at;
        values[size++] = value;
    }

    /** How often its value was set to another one, the first included. */
    public int size() {
        return size;
    }

    /** When value {@code i} began to hold. */
    public long time(int i) {
        return times[i];
    }

    public int value(int i) {
        return values[i];
    }

    /** The value at a time; the first one before it. */
    public int at(long time) {
        return values[indexAt(time)];
    }

    /** The place of the value that holds at a time; the first one's before it. */
    int indexAt(long time) {
        int found = Arrays.binarySearch(times, 0, size, time);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    /** When the value after {@code i} begins; never after the last. */
    long endOf(int i) {
        return i + 1 < size ? times[i + 1] : Long.MAX_VALUE;
    }

    /** The direction of the change that comes after value {@code i}, within what is looked at; 0 after the last. */
    int trend(int i, long end) {
        return i + 1 < size && times[i + 1] < end ? Integer.signum(values[i + 1] - values[i]) : 0;
    }
}
