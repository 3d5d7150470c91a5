package empty;

import com.pulumi.Pulumi;

/** The least that a Pulumi program in Java can be. */
public final class App {
    private App() {}

    public static void main(String... args) {
        Pulumi.run(ctx -> {});
    }
}
