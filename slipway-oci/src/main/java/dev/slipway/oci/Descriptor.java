// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names a blob: what it is, its digest, its size.
 *
 * @param data the blob's bytes in base64, for small blobs that travel with their descriptor
 */
public record Descriptor(
        MediaType mediaType,
        Digest digest,
        long size,
        List<String> urls,
        Map<String, String> annotations,
        Optional<String> data,
        Optional<Platform> platform,
        Optional<String> artifactType) {
    /** OCI's empty JSON object, {@code {}}. */
    public static final Descriptor EMPTY_JSON =
            of(MediaType.OCI_EMPTY, Digest.of("{}"), 2).withData("e30=");

    public Descriptor {
        urls = List.copyOf(urls);
        annotations = Ordered.copy(annotations);
        if (size < 0) {
            throw new IllegalArgumentException("a negative size: " + size);
        }
    }

    public static Descriptor of(MediaType mediaType, Digest digest, long size) {
        return new Descriptor(
                mediaType, digest, size, List.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The descriptor of these very bytes. */
    public static Descriptor of(MediaType mediaType, byte[] bytes) {
        return of(mediaType, Digest.of(bytes), bytes.length);
    }

    public Descriptor withPlatform(Platform of) {
        return new Descriptor(mediaType, digest, size, urls, annotations, data, Optional.of(of), artifactType);
    }

    public Descriptor withData(String base64) {
        return new Descriptor(mediaType, digest, size, urls, annotations, Optional.of(base64), platform, artifactType);
    }

    public Descriptor withAnnotations(Map<String, String> all) {
        return new Descriptor(mediaType, digest, size, urls, all, data, platform, artifactType);
    }

    public Descriptor withAnnotation(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(annotations);
        more.put(name, value);
        return withAnnotations(more);
    }

    /** @param where for messages, such as {@code layers[3]} */
    public static Descriptor read(Json json, String where) throws MalformedImageException {
        Members members = Members.of(json, where);
        Optional<Members> platform = members.object("platform");
        return new Descriptor(
                new MediaType(members.need("mediaType", members.text("mediaType"))),
                members.digest("digest"),
                members.size("size"),
                members.texts("urls"),
                members.textMap("annotations"),
                members.text("data"),
                platform.isPresent() ? Optional.of(Platform.read(platform.get())) : Optional.empty(),
                members.text("artifactType"));
    }

    /** Members in the order of Go's {@code ocispec.Descriptor}. */
    public Json toJson() {
        Json.Builder out = Json.object()
                .put("mediaType", mediaType.value())
                .put("digest", digest.toString())
                .put("size", size)
                .putTexts("urls", urls)
                .putTexts("annotations", Ordered.sorted(annotations))
                .put("data", data);
        platform.ifPresent(of -> out.put("platform", of.toJson()));
        return out.put("artifactType", artifactType).build();
    }
}
