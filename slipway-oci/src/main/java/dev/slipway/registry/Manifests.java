// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MediaType;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.stream.Collectors;

/** Manifests at one endpoint. */
final class Manifests {
    private static final String ACCEPT =
            MediaType.MANIFESTS.stream().map(MediaType::value).collect(Collectors.joining(", "));

    private final Wire wire;
    private final Endpoint endpoint;

    Manifests(Wire wire, Endpoint endpoint) {
        this.wire = wire;
        this.endpoint = endpoint;
    }

    private Call call(String act, String method, ImageReference image, String rights) {
        return new Call(
                act + image.familiar(),
                endpoint,
                method,
                endpoint.uri(image.repository() + "/manifests/" + image.version()),
                "repository:" + image.repository() + ":" + rights);
    }

    Descriptor resolve(ImageReference image) {
        Call head = call("resolve ", "HEAD", image, "pull").with("Accept", ACCEPT);
        try (Answer answer = wire.send(head, 200)) {
            Optional<Digest> digest = image.digest()
                    .or(() -> answer.header("Docker-Content-Digest").flatMap(Digest::parse));
            Optional<Long> size = answer.header("Content-Length").flatMap(Manifests::number);
            Optional<MediaType> type = answer.header("Content-Type").map(MediaType::parse);
            if (digest.isEmpty()
                    || size.isEmpty()
                    || type.filter(Manifests::isKnown).isEmpty()) {
                // an old registry that tells too little
                return fetch(image).descriptor();
            }
            return Descriptor.of(type.get(), digest.get(), size.get());
        }
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text)).filter(value -> value >= 0);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static boolean isKnown(MediaType type) {
        return type.isIndex() || type.isManifest();
    }

    FetchedManifest fetch(ImageReference image) {
        Call get = call("fetch the manifest of ", "GET", image, "pull").with("Accept", ACCEPT);
        IOException broken = new IOException("no answer");
        for (int attempt = 1; attempt <= wire.backoff().attempts(); attempt++) {
            try (Answer answer = wire.send(get, 200)) {
                byte[] bytes = answer.read(ImageManifest.MAX_BYTES);
                return checked(get, image, answer, bytes);
            } catch (IOException e) {
                broken = e;
                wire.sleep(get, wire.backoff().pause(attempt, Optional.empty()));
            }
        }
        throw Failures.unreachable(get, broken);
    }

    private static FetchedManifest checked(Call get, ImageReference image, Answer answer, byte[] bytes) {
        if (bytes.length > ImageManifest.MAX_BYTES) {
            throw Failures.wrong(get, "sent a manifest of more than " + ImageManifest.MAX_BYTES + " bytes");
        }
        Digest found = Digest.of(bytes);
        Optional<Digest> told =
                image.digest().or(() -> answer.header("Docker-Content-Digest").flatMap(Digest::parse));
        if (told.isPresent() && !told.get().equals(found)) {
            throw Failures.wrong(
                    get,
                    "sent a manifest of digest " + found + " where " + told.get() + " was "
                            + (image.digest().isPresent() ? "asked for" : "announced"));
        }
        MediaType type = type(get, answer.header("Content-Type").map(MediaType::parse), bytes);
        return new FetchedManifest(Descriptor.of(type, found, bytes.length), bytes, image.familiar());
    }

    // the manifest's own word and the header must not tell two different things
    private static MediaType type(Call get, Optional<MediaType> header, byte[] bytes) {
        Json json;
        try {
            json = JsonParser.parse(bytes);
        } catch (JsonSyntaxException e) {
            throw Failures.wrong(get, "sent a manifest that is not JSON: " + e.getMessage());
        }
        Optional<MediaType> told = header.filter(type -> isKnown(type) || type.isSchema1());
        Optional<MediaType> own = json.text("mediaType").map(MediaType::new);
        if (told.isPresent() && own.isPresent() && !told.equals(own)) {
            throw Failures.wrong(
                    get,
                    "sent a manifest of type " + told.get() + " that calls itself "
                            + clean(own.get().value()));
        }
        MediaType type = own.or(() -> told).orElseGet(() -> guess(json));
        if (type.isSchema1() || json.number("schemaVersion").orElse(2L) == 1) {
            throw Failures.wrong(
                    get, "has this image in docker's schema 1 only, which nobody writes any more: push it again");
        }
        if (!isKnown(type)) {
            throw Failures.wrong(get, "sent neither an image manifest nor an index, but " + clean(type.value()));
        }
        return type;
    }

    private static MediaType guess(Json json) {
        return json.get("manifests").isPresent() ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST;
    }

    private static String clean(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().limit(120).forEach(c -> out.append(Character.isISOControl(c) ? '?' : (char) c));
        return out.toString();
    }

    Digest push(ImageReference image, MediaType type, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        boolean named = image.tag().isPresent();
        ImageReference place = named
                ? image.withTag(image.tag().orElseThrow())
                : image.withoutVersion().withDigest(digest);
        Call put = call("push the manifest ", "PUT", place, "pull,push")
                .with("Content-Type", type.value())
                .withBody(bytes.length, () -> BodyPublishers.ofByteArray(bytes));
        try (Answer answer = wire.send(put, 201, 200, 202)) {
            Optional<Digest> told = answer.header("Docker-Content-Digest").flatMap(Digest::parse);
            if (told.isPresent() && !told.get().equals(digest)) {
                throw Failures.wrong(put, "stored the manifest as " + told.get() + " where it is " + digest);
            }
        }
        return digest;
    }
}
