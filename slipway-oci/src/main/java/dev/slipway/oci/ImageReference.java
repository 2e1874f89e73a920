// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.digest.Digest;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of an image, normalised as docker does: {@code busybox} is {@code docker.io/library/busybox:latest}.
 *
 * @param registry host, and port if there is one; {@code docker.io} for Docker Hub
 * @param repository the path within the registry
 */
public record ImageReference(String registry, String repository, Optional<String> tag, Optional<Digest> digest) {
    /** The registry of names that name none. */
    public static final String DOCKER_HUB = "docker.io";

    private static final String OFFICIAL = "library/";
    private static final String DEFAULT_TAG = "latest";

    /**
     * Reads {@code [registry/]repository[:tag][@digest]}. With neither tag nor digest the tag is {@code latest}.
     *
     * @throws OciSyntaxException with a message that quotes the text and says what is wrong with it
     */
    public static ImageReference parse(String text) throws OciSyntaxException {
        ImageReference name = parseName(text);
        boolean bare = name.tag.isEmpty() && name.digest.isEmpty();
        return bare ? name.withTag(DEFAULT_TAG) : name;
    }

    /** Reads the same without adding a tag: for names of repositories. */
    public static ImageReference parseName(String text) throws OciSyntaxException {
        return new ReferenceParser(text).parse();
    }

    /** A reference that the program itself writes. */
    public static ImageReference of(String text) {
        try {
            return parse(text);
        } catch (OciSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The same name with this tag and no digest. */
    public ImageReference withTag(String other) {
        return new ImageReference(registry, repository, Optional.of(other), Optional.empty());
    }

    /** The same name, its tag kept, at this digest. */
    public ImageReference withDigest(Digest other) {
        return new ImageReference(registry, repository, tag, Optional.of(other));
    }

    /** The name alone. */
    public ImageReference withoutVersion() {
        return new ImageReference(registry, repository, Optional.empty(), Optional.empty());
    }

    /** What a registry is asked for: the digest, else the tag, else {@code latest}. */
    public String version() {
        return digest.map(Digest::toString).or(() -> tag).orElse(DEFAULT_TAG);
    }

    /** {@code registry/repository}. */
    public String name() {
        return registry + "/" + repository;
    }

    /** The name as docker prints it: Docker Hub's {@code docker.io/library/} left out. */
    public String familiarName() {
        if (!registry.equals(DOCKER_HUB)) {
            return name();
        }
        boolean official = repository.startsWith(OFFICIAL) && repository.indexOf('/', OFFICIAL.length()) < 0;
        return official ? repository.substring(OFFICIAL.length()) : repository;
    }

    /** {@link #familiarName()} with tag and digest. */
    public String familiar() {
        return familiarName() + suffix();
    }

    private String suffix() {
        return tag.map(text -> ":" + text).orElse("")
                + digest.map(value -> "@" + value).orElse("");
    }

    /** The whole, such as {@code docker.io/library/busybox:latest}. */
    @Override
    public String toString() {
        return name() + suffix();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
