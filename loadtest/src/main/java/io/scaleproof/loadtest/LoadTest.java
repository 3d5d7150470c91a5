package io.scaleproof.loadtest;

public final class LoadTest {
    private LoadTest() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
