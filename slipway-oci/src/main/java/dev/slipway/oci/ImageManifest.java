// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The manifest of one image or artifact, OCI's or docker's.
 *
 * @param mediaType which of the two
 * @param others members that we don't know, kept
 */
public record ImageManifest(
        MediaType mediaType,
        Optional<String> artifactType,
        Descriptor config,
        List<Descriptor> layers,
        Optional<Descriptor> subject,
        Map<String, String> annotations,
        Map<String, Json> others) {
    /** What registries take at least (OCI distribution), and docker's own limit. */
    public static final int MAX_BYTES = 4 << 20;

    private static final Set<String> KNOWN =
            Set.of("schemaVersion", "mediaType", "artifactType", "config", "layers", "subject", "annotations");

    public ImageManifest {
        layers = List.copyOf(layers);
        annotations = Ordered.copy(annotations);
        others = Ordered.copy(others);
    }

    /** A manifest without annotations, of OCI's or docker's type. */
    public static ImageManifest of(boolean oci, Descriptor config, List<Descriptor> layers) {
        MediaType type = oci ? MediaType.OCI_MANIFEST : MediaType.DOCKER_MANIFEST;
        return new ImageManifest(type, Optional.empty(), config, layers, Optional.empty(), Map.of(), Map.of());
    }

    /**
     * @param where for messages: the reference or file that the bytes are from
     * @throws MalformedImageException if they are no manifest, or the manifest of an index
     */
    public static ImageManifest read(byte[] bytes, String where) throws MalformedImageException {
        Members members = Members.parse(bytes, where);
        members.needSchemaVersion2();
        MediaType type = members.text("mediaType").map(MediaType::new).orElse(MediaType.OCI_MANIFEST);
        if (!type.isManifest()) {
            throw new MalformedImageException(members.at("mediaType") + ": expected that of an image manifest, found "
                    + Members.shown(type.value()));
        }
        // one content must not be read as an image here and as an index there (CVE-2021-41190)
        if (members.get("manifests").isPresent()) {
            throw new MalformedImageException(where + ": both an image manifest and an index (it has \"manifests\")");
        }
        return new ImageManifest(
                type,
                members.text("artifactType"),
                members.need("config", members.descriptor("config")),
                members.descriptors("layers"),
                members.descriptor("subject"),
                members.textMap("annotations"),
                members.except(KNOWN));
    }

    /** Members in the order of Go's {@code ocispec.Manifest}. */
    public Json toJson() {
        Json.Builder out = Json.object()
                .put("schemaVersion", 2)
                .put("mediaType", mediaType.value())
                .put("artifactType", artifactType)
                .put("config", config.toJson())
                .put(
                        "layers",
                        Json.ofItems(layers.stream().map(Descriptor::toJson).toList()));
        subject.ifPresent(of -> out.put("subject", of.toJson()));
        out.putTexts("annotations", Ordered.sorted(annotations));
        others.forEach(out::put);
        return out.build();
    }

    /** The compact bytes, whose digest names the manifest. */
    public byte[] toBytes() {
        return JsonWriter.compactBytes(toJson());
    }

    /** The descriptor of {@link #toBytes()}. */
    public Descriptor descriptor() {
        return Descriptor.of(mediaType, toBytes());
    }
}
