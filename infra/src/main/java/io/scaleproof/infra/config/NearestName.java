package io.scaleproof.infra.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses what a misspelt name was meant to be. */
final class NearestName {
    private NearestName() {}

    /**
     * The one of {@code names} that takes the fewest edits to get to from {@code wrong}, whatever the case; one that
     * {@code wrong} is a part of comes first.
     */
    static String to(String wrong, List<String> names) {
        String typed = wrong.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparing(
                                (String name) -> !name.toLowerCase(Locale.ROOT).contains(typed))
                        .thenComparingInt(name -> distance(typed, name.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** Levenshtein's: insertions, deletions and substitutions. Row by row of the usual table. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int substituted = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(substituted, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
