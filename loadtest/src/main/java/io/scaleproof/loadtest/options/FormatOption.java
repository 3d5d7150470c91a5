package io.scaleproof.loadtest.options;

import picocli.CommandLine.Option;

/** For whom the result is printed. */
public final class FormatOption {
    /** People, or programs. */
    public enum Format {
        text,
        json
    }

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "text, or json: then the result alone is printed, as JSON, and all else goes to standard error."
                            + " Default: text.")
    private Format format;

    public boolean isJson() {
        return format == Format.json;
    }
}
