// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.registry.BodyStream;
import dev.slipway.snapshot.BlobWriter;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.DeviceFiles;
import dev.slipway.snapshot.Scratch;
import dev.slipway.snapshot.Store;
import dev.slipway.text.HostException;
import dev.slipway.text.RegistryException;
import dev.slipway.text.UrlCredentials;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files behind URLs, for ADD. What was fetched is kept; the server is asked again in each build, and says that nothing
 * changed by the entity tag that it gave.
 */
public final class HttpFiles {
    private static final String FACT = "http";
    private static final int ATTEMPTS = 3;
    private static final int MOST_REDIRECTIONS = 10;
    private static final int NOT_MODIFIED = 304;

    private final Store store;
    private final Duration idle;
    private @Nullable HttpClient client;

    /**
     * What is remembered of a URL.
     *
     * @param tag the entity tag; empty when the server gave none
     * @param modified when the file was last changed, in seconds since 1970
     */
    private record Known(String tag, long modified, Digest content) {
        String text() {
            return modified + " " + content + " " + tag;
        }

        static Optional<Known> parse(String text) {
            int first = text.indexOf(' ');
            int second = text.indexOf(' ', first + 1);
            if (first < 0 || second < 0) {
                return Optional.empty();
            }
            return Digest.parse(text.substring(first + 1, second))
                    .map(content ->
                            new Known(text.substring(second + 1), Long.parseLong(text.substring(0, first)), content));
        }
    }

    public HttpFiles(Store store) {
        this(store, Duration.ofMinutes(2));
    }

    /** @param idle how long a server may say nothing */
    HttpFiles(Store store, Duration idle) {
        this.store = store;
        this.idle = idle;
    }

    /** The name that a file from the URL has in a folder: the last part of the path. */
    public static String nameOf(String url) {
        String path = Optional.ofNullable(uri(url).getPath()).orElse("");
        String name = "";
        for (String part : path.split("/")) {
            name = part.isEmpty() ? name : part;
        }
        return name.isEmpty() || name.equals(".") || name.equals("..") ? "__unnamed__" : name;
    }

    private static URI uri(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null) {
                throw new UsageException("the URL " + UrlCredentials.hidden(url) + " names no host");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new UsageException("the URL " + UrlCredentials.hidden(url) + " is none: " + e.getReason());
        }
    }

    /**
     * The digest of what is behind the URL now.
     *
     * @throws RegistryException if it cannot be fetched
     */
    public Digest digest(String url) throws InterruptedException {
        return digest(url, Long.MAX_VALUE);
    }

    private Digest digest(String url, long maxBytes) throws InterruptedException {
        Optional<Known> known = known(url)
                .filter(of ->
                        !of.tag().isEmpty() && store.blobs().find(of.content()).isPresent());
        return fetch(url, known, maxBytes).content();
    }

    /**
     * What is behind the URL now, as a file of the store.
     *
     * @throws RegistryException if it cannot be fetched, or is larger than allowed
     */
    public Path file(String url, long maxBytes) throws InterruptedException {
        Path file = store.blobs().find(digest(url, maxBytes)).orElseThrow();
        try {
            // it may have been fetched before, by an ADD
            if (Files.size(file) > maxBytes) {
                throw tooLarge(url, maxBytes);
            }
            return file;
        } catch (IOException e) {
            throw new HostException("cannot read what was fetched from " + url + ": " + e.getMessage(), e);
        }
    }

    private static RegistryException tooLarge(String url, long maxBytes) {
        return new RegistryException(
                url + " is larger than " + (maxBytes >> 20)
                        + " MiB; fetch it yourself and give the file if that is right",
                0);
    }

    private Optional<Known> known(String url) {
        return store.fact(FACT, Digest.of(url)).flatMap(Known::parse);
    }

    /** A filesystem with the file alone, readable by its owner, as BuildKit has it. */
    Chain make(Step step, Op.Http http) throws InterruptedException {
        Known known = known(http.url())
                .filter(of -> of.content().equals(http.content())
                        && store.blobs().find(of.content()).isPresent())
                .orElse(null);
        if (known == null) {
            known = fetch(http.url(), Optional.empty(), Long.MAX_VALUE);
        }
        if (!known.content().equals(http.content())) {
            throw StepKeys.failed(
                    step,
                    "digest mismatch " + known.content() + ", expected " + http.content() + ": "
                            + UrlCredentials.hidden(http.url()));
        }
        Path blob = store.blobs().find(known.content()).orElseThrow();
        try (Scratch scratch = store.begin(Chain.SCRATCH)) {
            Path file = scratch.root().resolve(http.name());
            Files.copy(blob, file);
            Files.setPosixFilePermissions(
                    file, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(known.modified())));
            return Chain.SCRATCH.plus(scratch.commit(DeviceFiles.NONE));
        } catch (IOException e) {
            throw new HostException(step.name() + ": " + e.getMessage(), e);
        }
    }

    private Known fetch(String url, Optional<Known> known, long maxBytes) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return ask(url, known, maxBytes);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new RegistryException(UrlCredentials.hidden(url) + " cannot be fetched: " + reason(e), e);
                }
            } catch (RegistryException e) {
                boolean passing = e.status() >= 500 || e.status() == 429;
                if (!passing || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            Thread.sleep(Duration.ofMillis(500L * attempt));
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof ConnectException) {
            return "nothing answers there; check the address, and the network";
        }
        String text = failure.getMessage();
        return text == null ? failure.getClass().getSimpleName() : text;
    }

    private Known ask(String url, Optional<Known> known, long maxBytes) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = send(url, known);
        try (InputStream body = response.body()) {
            if (response.statusCode() == NOT_MODIFIED && known.isPresent()) {
                return known.get();
            }
            if (response.statusCode() < 200 || response.statusCode() > 299) {
                throw new RegistryException(
                        UrlCredentials.hidden(url) + ": invalid response status " + response.statusCode(),
                        response.statusCode());
            }
            Digest content = keep(url, body, maxBytes);
            Known now = new Known(header(response, "ETag"), modified(header(response, "Last-Modified")), content);
            store.putFact(FACT, Digest.of(url), now.text());
            return now;
        }
    }

    // redirections are followed here: credentials are for the server that they were given for, and no other
    private HttpResponse<InputStream> send(String url, Optional<Known> known) throws IOException, InterruptedException {
        URI first = uri(UrlCredentials.removed(url));
        Optional<String> credentials = UrlCredentials.of(url).map(UrlCredentials::basic);
        URI at = first;
        for (int i = 0; ; i++) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(at).timeout(idle).header("User-Agent", "slipway");
            known.ifPresent(of -> request.header("If-None-Match", of.tag()));
            if (isSameServer(first, at)) {
                credentials.ifPresent(value -> request.header("Authorization", value));
            }
            HttpResponse<InputStream> response = client().send(request.build(), BodyStream.handler(idle));
            Optional<URI> next = redirection(response, at);
            if (next.isEmpty() || i == MOST_REDIRECTIONS) {
                return response;
            }
            response.body().close();
            at = next.get();
        }
    }

    private static boolean isSameServer(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getHost().equals(other.getHost())
                && one.getPort() == other.getPort();
    }

    // never from https to http
    private static Optional<URI> redirection(HttpResponse<?> response, URI from) {
        int status = response.statusCode();
        boolean asked = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        if (!asked) {
            return Optional.empty();
        }
        try {
            URI to = from.resolve(header(response, "Location"));
            boolean usable = to.getHost() != null
                    && (to.getScheme().equals("https")
                            || (to.getScheme().equals("http")
                                    && from.getScheme().equals("http")));
            return usable ? Optional.of(to) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Digest keep(String url, InputStream body, long maxBytes) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = maxBytes;
        try (BlobWriter blob = store.blobs().write(UrlCredentials.hidden(url))) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                left -= n;
                if (left < 0) {
                    throw tooLarge(url, maxBytes);
                }
                blob.write(buffer, 0, n);
            }
            return blob.commit();
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        String value = response.headers().firstValue(name).orElse("");
        return value.indexOf('\n') < 0 ? value : "";
    }

    private static long modified(String header) {
        try {
            return header.isEmpty()
                    ? 0
                    : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toEpochSecond();
        } catch (DateTimeException _) {
            return 0;
        }
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();
            client = made;
        }
        return made;
    }
}
