// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The cache service of GitHub Actions (version 2) on loopback: the three methods that clients use, and the signed addresses of
 * a blob storage. Entries can't be changed, are found by the beginnings of their keys, the newest first, and are seen when they
 * are complete.
 */
public final class FakeActionsCache implements AutoCloseable {
    /** The token that it takes. Its claim says: reads two branches, writes the first. */
    public static final String TOKEN = token();

    private static final String METHODS = "/twirp/github.actions.results.api.v1.CacheService/";

    private final HttpServer server;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Integer> failures = new ConcurrentLinkedDeque<>();
    private final AtomicInteger order = new AtomicInteger();
    private volatile int breaksAfter = -1;
    private volatile boolean expires;

    private static final class Entry {
        private final String version;
        private final Map<String, byte[]> blocks = new ConcurrentHashMap<>();
        private volatile byte[] content = new byte[0];
        private volatile int completed;

        Entry(String version) {
            this.version = version;
        }

        void complete(int at) {
            completed = at;
        }
    }

    private FakeActionsCache(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static FakeActionsCache start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FakeActionsCache cache = new FakeActionsCache(http);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", cache::answer);
        http.start();
        return cache;
    }

    /** Runs one for other programs: prints its address and the token, and serves until standard input ends. */
    public static void main(String[] args) throws IOException {
        try (FakeActionsCache cache = start()) {
            System.out.println(cache.url() + " " + TOKEN);
            while (System.in.read() >= 0) {
                // until the end
            }
        }
    }

    private static String token() {
        String access =
                "[{\"Scope\":\"refs/heads/topic\",\"Permission\":3},{\"Scope\":\"refs/heads/main\",\"Permission\":1}]";
        Json claims = Json.object().put("ac", access).build();
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(JsonWriter.compactBytes(claims)) + ".c2VjcmV0";
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The next requests get these statuses, one each. */
    public void fail(Integer... statuses) {
        failures.addAll(Arrays.asList(statuses));
    }

    /** Downloads break after so many bytes, until they go on from there. */
    public void breakDownloads(int afterBytes) {
        breaksAfter = afterBytes;
    }

    /** The first address for each download is refused. */
    public void expireAddresses() {
        expires = true;
    }

    /** Takes a key and never completes it, as a writer that was stopped. */
    public void occupy(String key, String version) {
        entries.put(key, new Entry(version));
    }

    /** All requests so far: method and path, without queries. */
    public List<String> requests() {
        return requests;
    }

    /** The keys of complete entries, sorted. */
    public List<String> keys() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().completed > 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        Integer failure = failures.poll();
        try (exchange) {
            if (failure != null) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                send(exchange, failure, new byte[0]);
            } else if (path.startsWith(METHODS)) {
                call(exchange, path.substring(METHODS.length()));
            } else if (exchange.getRequestMethod().equals("PUT")) {
                upload(exchange);
            } else {
                download(exchange);
            }
        }
    }

    private void call(HttpExchange exchange, String method) throws IOException {
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, new byte[0]);
            return;
        }
        Json request;
        try {
            request = JsonParser.parse(exchange.getRequestBody().readAllBytes());
        } catch (JsonSyntaxException _) {
            send(exchange, 400, new byte[0]);
            return;
        }
        String key = request.text("key").orElse("");
        String version = request.text("version").orElse("");
        switch (method) {
            case "CreateCacheEntry" -> create(exchange, key, version);
            case "FinalizeCacheEntryUpload" ->
                complete(exchange, key, request.text("size_bytes").orElse(""));
            case "GetCacheEntryDownloadURL" -> find(exchange, key, request.texts("restore_keys"), version);
            default -> send(exchange, 404, new byte[0]);
        }
    }

    private void create(HttpExchange exchange, String key, String version) throws IOException {
        if (entries.putIfAbsent(key, new Entry(version)) != null) {
            send(exchange, 409, "{\"code\":\"already_exists\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        send(exchange, Json.object().put("ok", true).put("signed_upload_url", address(key)));
    }

    private void complete(HttpExchange exchange, String key, String size) throws IOException {
        Optional<Entry> entry = of(key).filter(one -> one.completed == 0)
                .filter(one -> Integer.toString(one.content.length).equals(size));
        boolean good = entry.isPresent();
        if (good) {
            entry.get().complete(order.incrementAndGet());
        }
        send(exchange, Json.object().put("ok", good).put("entry_id", "1"));
    }

    private void find(HttpExchange exchange, String key, List<String> beginnings, String version) throws IOException {
        Optional<String> found = Optional.of(key).filter(exact -> isThere(exact, version));
        for (String beginning : beginnings) {
            found = found.or(() -> entries.keySet().stream()
                    .filter(other -> other.startsWith(beginning) && isThere(other, version))
                    .max(Comparator.comparingInt(this::completed)));
        }
        Json.Builder answer = Json.object().put("ok", found.isPresent());
        found.ifPresent(match -> answer.put("matched_key", match).put("signed_download_url", address(match)));
        send(exchange, answer);
    }

    private Optional<Entry> of(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    private int completed(String key) {
        return of(key).map(entry -> entry.completed).orElse(0);
    }

    private boolean isThere(String key, String version) {
        return completed(key) > 0
                && of(key).filter(entry -> entry.version.equals(version)).isPresent();
    }

    private String address(String key) {
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
        return url() + "blobs/" + name + "?sig=" + order.incrementAndGet();
    }

    private Optional<Entry> ofAddress(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String key =
                new String(Base64.getUrlDecoder().decode(path.substring("/blobs/".length())), StandardCharsets.UTF_8);
        return of(key);
    }

    private void upload(HttpExchange exchange) throws IOException {
        Optional<Entry> entry = ofAddress(exchange);
        byte[] body = exchange.getRequestBody().readAllBytes();
        String query = exchange.getRequestURI().getQuery();
        if (entry.isEmpty() || !query.contains("sig=")) {
            send(exchange, 403, new byte[0]);
            return;
        }
        if (query.contains("comp=blocklist")) {
            entry.get().content = joined(entry.get(), new String(body, StandardCharsets.UTF_8));
        } else if (query.contains("comp=block")) {
            entry.get().blocks.put(query.substring(query.indexOf("blockid=") + "blockid=".length()), body);
        } else {
            entry.get().content = body;
        }
        send(exchange, 201, new byte[0]);
    }

    private static byte[] joined(Entry entry, String list) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String mark = "<Latest>";
        for (int at = list.indexOf(mark); at >= 0; at = list.indexOf(mark, at + 1)) {
            String id = list.substring(at + mark.length(), list.indexOf('<', at + 1));
            all.write(entry.blocks.getOrDefault(id, new byte[0]));
        }
        return all.toByteArray();
    }

    private void download(HttpExchange exchange) throws IOException {
        Optional<Entry> entry = ofAddress(exchange);
        if (entry.isEmpty() || expires) {
            expires = false;
            send(exchange, 403, new byte[0]);
            return;
        }
        byte[] content = entry.get().content;
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        byte[] part = Arrays.copyOfRange(content, from, content.length);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, part.length == 0 ? -1 : part.length);
        int most = from == 0 && breaksAfter >= 0 ? Math.min(breaksAfter, part.length) : part.length;
        exchange.getResponseBody().write(part, 0, most);
    }

    private static void send(HttpExchange exchange, Json.Builder body) throws IOException {
        send(exchange, 200, JsonWriter.compactBytes(body.build()));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
