// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Op;
import dev.slipway.snapshot.Store;
import dev.slipway.text.RegistryException;
import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Archives of distributions' packages: what {@code apt:SUITE?include=a,b&variant=minbase&components=main&mirror=URL}
 * means, and which state of the archive is meant. The state is that of its Release file; it is remembered, and asked for
 * again with {@code --pull}.
 */
public final class PackageArchives {
    private static final String FACT = "apt-release";
    private static final Path APT = Path.of("/etc/apt");
    private static final List<String> OPTIONS = List.of("include", "variant", "components", "mirror", "arch");
    private static final List<String> VARIANTS = List.of(
            "minbase", "buildd", "apt", "essential", "required", "important", "standard", "debootstrap", "custom");
    private static final int MAX_RELEASE_BYTES = 16 << 20;

    private final Store store;
    private final boolean pull;
    private final boolean inUserNamespace;

    public PackageArchives(Store store, boolean pull, boolean inUserNamespace) {
        this.store = store;
        this.pull = pull;
        this.inUserNamespace = inUserNamespace;
    }

    boolean inUserNamespace() {
        return inUserNamespace;
    }

    /**
     * Reads what stands behind {@code apt:}, and finds out the state of the archive.
     *
     * @param architecture Debian's name of it
     */
    public Op.Packages resolve(String specification, String architecture) throws InterruptedException {
        Op.Packages wanted = parse(specification, architecture);
        Digest key = Digest.of(wanted.mirror() + " " + wanted.suite());
        Optional<String> known = pull ? Optional.empty() : store.fact(FACT, key);
        String release = known.isPresent() ? known.get() : fetch(wanted);
        if (known.isEmpty()) {
            store.putFact(FACT, key, release);
        }
        Digest digest = Digest.parse(release.substring(0, release.indexOf(' '))).orElseThrow();
        return new Op.Packages(
                wanted.suite(),
                wanted.variant(),
                wanted.include(),
                wanted.components(),
                wanted.mirror(),
                wanted.architecture(),
                digest);
    }

    /** The date of the Release file, in seconds since 1970. */
    public long date(Op.Packages packages) {
        String release = store.fact(FACT, Digest.of(packages.mirror() + " " + packages.suite()))
                .orElse("x 0");
        return Long.parseLong(release.substring(release.indexOf(' ') + 1));
    }

    static Op.Packages parse(String specification, String architecture) {
        int question = specification.indexOf('?');
        String suite = question < 0 ? specification : specification.substring(0, question);
        if (suite.isEmpty() || !isPlain(suite)) {
            throw new UsageException("apt:" + specification + ": expected a suite such as apt:bookworm");
        }
        List<String> include = List.of();
        List<String> components = List.of("main");
        String variant = "minbase";
        String mirror = "";
        String arch = architecture;
        String query = question < 0 ? "" : specification.substring(question + 1);
        for (String option : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            if (!OPTIONS.contains(name) || value.isEmpty()) {
                throw new UsageException("apt:" + specification + ": "
                        + (OPTIONS.contains(name) ? "no value for \"" : "unknown option \"") + name + "\": "
                        + Suggestion.didYouMean(name, OPTIONS).orElse("expected one of " + String.join(", ", OPTIONS)));
            }
            switch (name) {
                case "include" -> include = list(specification, value);
                case "components" -> components = list(specification, value);
                case "variant" -> variant = variant(specification, value);
                case "mirror" -> mirror = mirror(specification, value);
                default -> arch = list(specification, value).getFirst();
            }
        }
        if (mirror.isEmpty()) {
            mirror = AptSources.read(APT)
                    .mirror(suite)
                    .orElseThrow(() ->
                            new UsageException("apt:" + specification + ": this machine's apt names no archive to take "
                                    + suite + " from; give one with mirror=URL"));
        }
        return new Op.Packages(suite, variant, include, components, mirror, arch, Digest.of(""));
    }

    private static String variant(String specification, String value) {
        if (!VARIANTS.contains(value)) {
            throw new UsageException("apt:" + specification + ": unknown variant \"" + value + "\": "
                    + Suggestion.didYouMean(value, VARIANTS).orElse("expected one of " + String.join(", ", VARIANTS)));
        }
        return value;
    }

    private static String mirror(String specification, String value) {
        String mirror = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
        if (!isMirror(mirror)) {
            throw new UsageException("apt:" + specification
                    + ": the mirror is expected to be an http or https URL with a host, and without a password");
        }
        return mirror;
    }

    // it goes to a command line, which others can read
    private static boolean isMirror(String text) {
        try {
            URI uri = new URI(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static List<String> list(String specification, String value) {
        List<String> found = new ArrayList<>();
        for (String item : value.split(",")) {
            if (item.isEmpty() || !isPlain(item)) {
                throw new UsageException("apt:" + specification + ": \"" + item + "\" is not a name of a package,"
                        + " component or architecture");
            }
            found.add(item);
        }
        return found;
    }

    // names go to a command line and a sources.list: nothing that means something there
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && (i == 0 || "+-._:~=".indexOf(c) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static String fetch(Op.Packages wanted) throws InterruptedException {
        String base = wanted.mirror() + "/dists/" + wanted.suite() + "/";
        for (String file : List.of("InRelease", "Release")) {
            Optional<byte[]> bytes = get(URI.create(base + file));
            if (bytes.isPresent()) {
                return Digest.of(bytes.get()) + " " + date(new String(bytes.get(), StandardCharsets.UTF_8));
            }
        }
        throw new RegistryException(
                "the archive " + wanted.mirror() + " has no suite " + wanted.suite() + ": " + base
                        + "InRelease is missing",
                404);
    }

    private static long date(String release) {
        for (String line : release.lines().toList()) {
            if (line.startsWith("Date: ")) {
                try {
                    String date = line.substring("Date: ".length()).strip().replace("UTC", "GMT");
                    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toEpochSecond();
                } catch (DateTimeParseException _) {
                    return 0;
                }
            }
        }
        return 0;
    }

    private static Optional<byte[]> get(URI uri) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build();
        IOException last = new IOException("no answer");
        for (int attempt = 0; attempt < 3; attempt++) {
            try (HttpClient client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build()) {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (var body = response.body()) {
                    if (response.statusCode() == 200) {
                        return Optional.of(body.readNBytes(MAX_RELEASE_BYTES));
                    }
                    if (response.statusCode() == 404) {
                        return Optional.empty();
                    }
                    last = new IOException("status " + response.statusCode());
                }
            } catch (IOException e) {
                last = e;
            }
            Thread.sleep(Duration.ofMillis(500L << attempt));
        }
        throw new RegistryException("cannot read " + uri + ": " + last.getMessage(), last);
    }
}
