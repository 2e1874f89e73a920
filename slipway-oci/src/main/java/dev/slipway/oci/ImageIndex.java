// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An index of manifests, OCI's, or docker's manifest list.
 *
 * @param others members that we don't know, kept
 */
public record ImageIndex(
        MediaType mediaType,
        Optional<String> artifactType,
        List<Descriptor> manifests,
        Optional<Descriptor> subject,
        Map<String, String> annotations,
        Map<String, Json> others) {
    private static final Set<String> KNOWN =
            Set.of("schemaVersion", "mediaType", "artifactType", "manifests", "subject", "annotations");

    public ImageIndex {
        manifests = List.copyOf(manifests);
        annotations = Ordered.copy(annotations);
        others = Ordered.copy(others);
    }

    public static ImageIndex of(boolean oci, List<Descriptor> manifests) {
        MediaType type = oci ? MediaType.OCI_INDEX : MediaType.DOCKER_INDEX;
        return new ImageIndex(type, Optional.empty(), manifests, Optional.empty(), Map.of(), Map.of());
    }

    public ImageIndex withManifests(List<Descriptor> all) {
        return new ImageIndex(mediaType, artifactType, all, subject, annotations, others);
    }

    public ImageIndex withAnnotations(Map<String, String> all) {
        return new ImageIndex(mediaType, artifactType, manifests, subject, all, others);
    }

    /**
     * @param where for messages: the reference or file that the bytes are from
     * @throws MalformedImageException if they are no index, or a manifest
     */
    public static ImageIndex read(byte[] bytes, String where) throws MalformedImageException {
        Members members = Members.parse(bytes, where);
        members.needSchemaVersion2();
        MediaType type = members.text("mediaType").map(MediaType::new).orElse(MediaType.OCI_INDEX);
        if (!type.isIndex()) {
            throw new MalformedImageException(members.at("mediaType") + ": expected that of an image index, found "
                    + Members.shown(type.value()));
        }
        // see ImageManifest.read
        if (members.get("layers").isPresent() || members.get("config").isPresent()) {
            throw new MalformedImageException(
                    where + ": both an index and an image manifest (it has \"config\" or \"layers\")");
        }
        return new ImageIndex(
                type,
                members.text("artifactType"),
                members.descriptors("manifests"),
                members.descriptor("subject"),
                members.textMap("annotations"),
                members.except(KNOWN));
    }

    /**
     * The manifest that runs best on the platform, as containerd chooses: the exact one, else the nearest lower variant;
     * the first of equals. Attestations and other artifacts are never chosen. A single manifest without a platform is
     * taken for any.
     */
    public Optional<Descriptor> select(Platform wanted) {
        for (Platform candidate : wanted.compatible()) {
            for (Descriptor manifest : images()) {
                if (manifest.platform().filter(candidate::matches).isPresent()) {
                    return Optional.of(manifest);
                }
            }
        }
        List<Descriptor> unnamed =
                images().stream().filter(one -> one.platform().isEmpty()).toList();
        return unnamed.size() == 1 ? Optional.of(unnamed.getFirst()) : Optional.empty();
    }

    /** The manifests that are images (or indexes) and no attestations. */
    public List<Descriptor> images() {
        return manifests.stream()
                .filter(one -> !one.annotations().containsKey("vnd.docker.reference.type"))
                .toList();
    }

    /** Members in the order of Go's {@code ocispec.Index}. */
    public Json toJson() {
        Json.Builder out = Json.object()
                .put("schemaVersion", 2)
                .put("mediaType", mediaType.value())
                .put("artifactType", artifactType)
                .put(
                        "manifests",
                        Json.ofItems(manifests.stream().map(Descriptor::toJson).toList()));
        subject.ifPresent(of -> out.put("subject", of.toJson()));
        out.putTexts("annotations", Ordered.sorted(annotations));
        others.forEach(out::put);
        return out.build();
    }

    /** The compact bytes, whose digest names the index. */
    public byte[] toBytes() {
        return JsonWriter.compactBytes(toJson());
    }

    /** The descriptor of {@link #toBytes()}. */
    public Descriptor descriptor() {
        return Descriptor.of(mediaType, toBytes());
    }
}
