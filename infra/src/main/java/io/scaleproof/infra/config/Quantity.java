package io.scaleproof.infra.config;

import java.math.BigDecimal;

/** An amount of something in thousandths. Written as Kubernetes does: {@code 50m}, {@code 0.05}, {@code 2}. */
public record Quantity(long thousandths) {

    static Quantity parse(String text) {
        return new Quantity(Parse.thousandths(text));
    }

    public Quantity times(long count) {
        return new Quantity(thousandths * count);
    }

    /** The same as a plain number: {@code 0.05}. */
    public String decimal() {
        return BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString();
    }

    /** As the API server shows it: without the m where nothing is lost. */
    @Override
    public String toString() {
        return thousandths % 1_000 == 0 ? Long.toString(thousandths / 1_000) : thousandths + "m";
    }
}
