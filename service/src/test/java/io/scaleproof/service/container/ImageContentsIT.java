package io.scaleproof.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an image scanner, which reads the list of packages, is told of what is in the image. */
class ImageContentsIT {
    private static final Pattern COMMON_LICENCE = Pattern.compile("/usr/share/common-licenses/[\\w.+-]*\\w");

    @TempDir
    private static Path image;

    @BeforeAll
    static void unpack() throws IOException {
        Container.unpack(image);
    }

    /** The service's own are described by its SBOM, and the JVM's come from the package of the JDK that is listed. */
    @Test
    void everyFileBesideTheServicesOwnIsOneOfAPackageThatIsListed() throws IOException {
        Set<String> listed = checksums();
        List<Path> files = files();
        assertThat(files).as("libraries and licences").hasSizeGreaterThan(10);
        assertThat(files)
                .allSatisfy(file -> assertThat(listed)
                        .as("%s, by its checksum in a package that is listed", image.relativize(file))
                        .contains(md5(file)));
    }

    /** As Debian has it: some packages share the folder of another. */
    @Test
    void everyPackageThatIsListedHasItsLicence() throws IOException {
        assertThat(packages()).contains("libc6", "openjdk-25-jre-headless").allSatisfy(name -> {
            Path status = image.resolve("var/lib/dpkg/status.d").resolve(name);
            assertThat(status).content().contains("Package: " + name + "\n", "Status: install ok installed\n");
            assertThat(image.resolve("usr/share/doc").resolve(name).resolve("copyright"))
                    .isNotEmptyFile();
        });
    }

    @Test
    void everyLicenceThatALicenceLeadsToIsThere() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String name : packages()) {
            String text = Files.readString(
                    image.resolve("usr/share/doc").resolve(name).resolve("copyright"), StandardCharsets.ISO_8859_1);
            named.addAll(COMMON_LICENCE
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .toList());
        }
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(licence ->
                        assertThat(image.resolve(licence.substring(1))).exists());
    }

    @Test
    void saysWhichDebianAndWhatIsInTheJar() throws IOException {
        assertThat(image.resolve("etc/os-release")).content().contains("ID=debian\n", "VERSION_ID=\"13\"\n");
        assertThat(Files.readString(image.resolve("opt/service.cdx.json")))
                .contains("\"bomFormat\" : \"CycloneDX\"", "netty-handler", "micronaut-http-server-netty");
    }

    private static List<String> packages() throws IOException {
        try (Stream<Path> files = Files.list(image.resolve("var/lib/dpkg/status.d"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".md5sums"))
                    .toList();
        }
    }

    private static Set<String> checksums() throws IOException {
        try (Stream<Path> files = Files.list(image.resolve("var/lib/dpkg/status.d"))) {
            return files.filter(file -> file.toString().endsWith(".md5sums"))
                    .flatMap(file -> lines(file).stream())
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .collect(Collectors.toSet());
        }
    }

    /** Files that hold something: Docker puts empty ones where it will mount its own. */
    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(image)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> file.toFile().length() > 0)
                    .filter(file ->
                            !file.startsWith(image.resolve("opt")) && !file.startsWith(image.resolve("var/lib/dpkg")))
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String md5(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
