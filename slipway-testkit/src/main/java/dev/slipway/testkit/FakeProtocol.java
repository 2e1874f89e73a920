// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.json.JsonWriter;
import dev.slipway.testkit.FakeRegistry.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One request of the OCI distribution protocol. */
final class FakeProtocol {
    private static final byte[] NOTHING = new byte[0];

    private final FakeRegistry registry;
    private final HttpExchange exchange;
    private final FakeAnswer answer;

    FakeProtocol(FakeRegistry registry, HttpExchange exchange, FakeAnswer answer) {
        this.registry = registry;
        this.exchange = exchange;
        this.answer = answer;
    }

    void run() throws IOException {
        String path = exchange.getRequestURI().getPath();
        for (String kind : List.of("/blobs/uploads/", "/blobs/", "/manifests/", "/tags/list", "/referrers/")) {
            int at = path.indexOf(kind);
            if (at > 3) {
                dispatch(kind, path.substring(4, at), path.substring(at + kind.length()));
                return;
            }
        }
        if (path.equals("/v2/")) {
            answer.send(200, "{}".getBytes(StandardCharsets.UTF_8));
        } else {
            answer.error(404, "NOT_FOUND", "no such path");
        }
    }

    private void dispatch(String kind, String repository, String rest) throws IOException {
        switch (kind) {
            case "/blobs/uploads/" -> upload(repository, rest);
            case "/blobs/" -> blob(repository + "@" + rest);
            case "/manifests/" -> manifest(repository, rest);
            case "/tags/list" -> tags(repository);
            default -> referrers(repository, rest);
        }
    }

    private void blob(String key) throws IOException {
        byte[] blob = registry.blobs.get(key);
        if (blob == null) {
            answer.error(404, "BLOB_UNKNOWN", "blob unknown to registry");
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            registry.blobs.remove(key);
            answer.send(202, NOTHING);
        } else {
            String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                    .orElse("");
            boolean ignored = answer.fault().orElse(null) instanceof Fault.IgnoresRange;
            if (range.isEmpty() || ignored) {
                answer.send(200, blob);
            } else {
                sendFrom(blob, Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-'))));
            }
        }
    }

    private void sendFrom(byte[] blob, int start) throws IOException {
        if (start >= blob.length) {
            answer.error(416, "RANGE_INVALID", "no such range");
            return;
        }
        answer.header("Content-Range", "bytes " + start + "-" + (blob.length - 1) + "/" + blob.length);
        answer.send(206, Arrays.copyOfRange(blob, start, blob.length));
    }

    private void upload(String repository, String session) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> begin(repository);
            case "GET" -> {
                located(repository, session, known(session));
                answer.send(204, NOTHING);
            }
            case "PATCH" -> patch(repository, session);
            case "DELETE" -> {
                if (registry.uploads.remove(session) == null) {
                    answer.error(404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
                } else {
                    answer.send(204, NOTHING);
                }
            }
            default -> end(repository, session);
        }
    }

    private void begin(String repository) throws IOException {
        Optional<String> mount = parameter("mount");
        byte[] there = registry.blobs.get(parameter("from").orElse("") + "@" + mount.orElse(""));
        if (there != null) {
            registry.blobs.put(repository + "@" + mount.orElseThrow(), there);
            answer.send(201, NOTHING);
            return;
        }
        String session = UUID.randomUUID().toString();
        registry.uploads.put(session, new ByteArrayOutputStream());
        located(repository, session, 0);
        answer.send(202, NOTHING);
    }

    private int known(String session) {
        return Optional.ofNullable(registry.uploads.get(session))
                .map(ByteArrayOutputStream::size)
                .orElse(0);
    }

    private void located(String repository, String session, int size) {
        answer.header("Location", "/v2/" + repository + "/blobs/uploads/" + session);
        answer.header("Range", "0-" + Math.max(0, size - 1));
    }

    private void patch(String repository, String session) throws IOException {
        ByteArrayOutputStream upload = registry.uploads.get(session);
        if (upload == null) {
            answer.error(404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
            return;
        }
        String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Range"))
                .orElse("");
        if (!range.isEmpty() && !range.startsWith(upload.size() + "-")) {
            located(repository, session, upload.size());
            answer.error(416, "BLOB_UPLOAD_INVALID", "out of order");
            return;
        }
        if (receive(upload)) {
            located(repository, session, upload.size());
            answer.send(202, NOTHING);
        }
    }

    // false when it hung up instead
    private boolean receive(ByteArrayOutputStream into) throws IOException {
        InputStream in = exchange.getRequestBody();
        if (answer.fault().orElse(null) instanceof Fault.DropsUpload drop) {
            into.writeBytes(in.readNBytes(drop.afterBytes()));
            return false;
        }
        in.transferTo(into);
        return true;
    }

    private void end(String repository, String session) throws IOException {
        ByteArrayOutputStream upload = registry.uploads.get(session);
        if (upload == null) {
            answer.error(404, "BLOB_UPLOAD_UNKNOWN", "no such upload");
        } else if (receive(upload)) {
            registry.uploads.remove(session);
            byte[] bytes = upload.toByteArray();
            String digest = parameter("digest").orElse("");
            if (!digest.equals(Digest.of(bytes).toString())) {
                answer.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
                return;
            }
            registry.blobs.put(repository + "@" + digest, bytes);
            answer.send(201, NOTHING);
        } else {
            registry.uploads.remove(session);
        }
    }

    private Optional<String> parameter(String name) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(pair.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    private void manifest(String repository, String reference) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            Digest digest = registry.manifest(repository, reference, type, bytes);
            answer.header("Docker-Content-Digest", digest.toString());
            answer.send(201, NOTHING);
            return;
        }
        Map<String, Manifest> all = registry.repositories.getOrDefault(repository, Map.of());
        Manifest manifest = all.get(reference);
        if (manifest == null) {
            answer.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            all.remove(reference);
            answer.send(202, NOTHING);
        } else {
            answer.header("Content-Type", manifest.type());
            answer.header("Docker-Content-Digest", Digest.of(manifest.bytes()).toString());
            answer.send(200, manifest.bytes());
        }
    }

    private void tags(String repository) throws IOException {
        String last = parameter("last").orElse("");
        List<String> tags = registry.repositories.getOrDefault(repository, Map.of()).keySet().stream()
                .filter(name -> Digest.parse(name).isEmpty() && name.compareTo(last) > 0)
                .toList();
        List<String> page = tags.subList(0, Math.min(tags.size(), registry.pageSize));
        if (page.size() < tags.size()) {
            answer.header("Link", "</v2/" + repository + "/tags/list?last=" + page.getLast() + ">; rel=\"next\"");
        }
        send(Json.object()
                .put("name", repository)
                .put("tags", Json.ofTexts(page))
                .build());
    }

    private void referrers(String repository, String subject) throws IOException {
        if (!registry.hasReferrers) {
            answer.error(404, "NOT_FOUND", "no such path");
            return;
        }
        List<Json> found = new ArrayList<>();
        for (Map.Entry<String, Manifest> one :
                registry.repositories.getOrDefault(repository, Map.of()).entrySet()) {
            Json json = parse(one.getValue().bytes());
            Optional<String> of = json.get("subject").flatMap(to -> to.text("digest"));
            if (Digest.parse(one.getKey()).isPresent()
                    && of.filter(subject::equals).isPresent()) {
                found.add(Json.object()
                        .put("mediaType", one.getValue().type())
                        .put("digest", one.getKey())
                        .put("size", one.getValue().bytes().length)
                        .put("artifactType", json.text("artifactType"))
                        .build());
            }
        }
        send(Json.object()
                .put("schemaVersion", 2)
                .put("mediaType", "application/vnd.oci.image.index.v1+json")
                .put("manifests", Json.ofItems(found))
                .build());
    }

    private static Json parse(byte[] bytes) {
        try {
            return JsonParser.parse(bytes);
        } catch (JsonSyntaxException _) {
            return Json.object().build();
        }
    }

    private void send(Json json) throws IOException {
        answer.header("Content-Type", "application/json");
        answer.send(200, JsonWriter.compactBytes(json));
    }
}
