/** What a figure has to be. */
record Required(double least, double most) {
    static final Required NOTHING = new Required(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    static Required atMost(double most) {
        return new Required(Double.NEGATIVE_INFINITY, most);
    }

    static Required atLeast(double least) {
        return new Required(least, Double.POSITIVE_INFINITY);
    }

    boolean isKept(double value) {
        return least <= value && value <= most;
    }

    /** As a table's reader has it; empty when nothing is required. */
    @Override
    public String toString() {
        if (Double.isFinite(least) && Double.isFinite(most)) {
            return least + " to " + most;
        }
        if (Double.isFinite(least)) {
            return "at least " + least;
        }
        return Double.isFinite(most) ? "at most " + most : "";
    }
}
