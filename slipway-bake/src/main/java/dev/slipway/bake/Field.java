// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes of a target, in the order in which they are printed. */
public enum Field {
    DESCRIPTION("description", Kind.TEXT, Merge.REPLACE),
    INHERITS("inherits", Kind.TEXTS, Merge.APPEND),
    ANNOTATIONS("annotations", Kind.TEXTS, Merge.APPEND),
    ATTEST("attest", Kind.ATTESTS, Merge.APPEND),
    CONTEXT("context", Kind.TEXT, Merge.REPLACE),
    CONTEXTS("contexts", Kind.PAIRS, Merge.BY_NAME),
    DOCKERFILE("dockerfile", Kind.TEXT, Merge.REPLACE),
    DOCKERFILE_INLINE("dockerfile-inline", Kind.TEXT, Merge.REPLACE),
    ARGS("args", Kind.PAIRS, Merge.BY_NAME),
    LABELS("labels", Kind.PAIRS, Merge.BY_NAME),
    TAGS("tags", Kind.TEXTS, Merge.REPLACE),
    CACHE_FROM("cache-from", Kind.CACHES, Merge.APPEND),
    CACHE_TO("cache-to", Kind.CACHES, Merge.REPLACE),
    TARGET("target", Kind.TEXT, Merge.REPLACE),
    SECRET("secret", Kind.SECRETS, Merge.APPEND),
    SSH("ssh", Kind.KEYS, Merge.APPEND),
    PLATFORMS("platforms", Kind.TEXTS, Merge.REPLACE),
    OUTPUT("output", Kind.OUTPUTS, Merge.REPLACE),
    PULL("pull", Kind.FLAG, Merge.REPLACE),
    NO_CACHE("no-cache", Kind.FLAG, Merge.REPLACE),
    NETWORK("network", Kind.TEXT, Merge.REPLACE),
    NO_CACHE_FILTER("no-cache-filter", Kind.TEXTS, Merge.APPEND),
    SHM_SIZE("shm-size", Kind.TEXT, Merge.REPLACE),
    ULIMITS("ulimits", Kind.TEXTS, Merge.APPEND),
    CALL("call", Kind.TEXT, Merge.REPLACE),
    ENTITLEMENTS("entitlements", Kind.TEXTS, Merge.APPEND),
    EXTRA_HOSTS("extra-hosts", Kind.PAIRS, Merge.BY_NAME),
    POLICY("policy", Kind.POLICIES, Merge.APPEND),
    /** Only in files that buildx does not read: what must be built before. */
    DEPENDS_ON("depends-on", Kind.TEXTS, Merge.APPEND),
    /** The same: whether it is only built if the registry has not got its tags. */
    ENSURE("ensure", Kind.FLAG, Merge.REPLACE),
    /** The same: the policies to which the binaries that it adds to its base are held. */
    VERIFY("verify", Kind.TEXTS, Merge.REPLACE);

    /** What an attribute holds. */
    enum Kind {
        TEXT,
        FLAG,
        TEXTS,
        PAIRS,
        CACHES,
        OUTPUTS,
        ATTESTS,
        POLICIES,
        SECRETS,
        KEYS;

        /** What is expected, for messages. */
        String example() {
            return switch (this) {
                case TEXT -> "expected a text";
                case FLAG -> "expected true or false";
                case TEXTS -> "expected a list of texts: [\"...\"]";
                case PAIRS -> "expected texts by name: { NAME = \"...\" }";
                case CACHES, OUTPUTS, ATTESTS -> "expected a list: [\"type=...\"]";
                case POLICIES -> "expected a list: [\"filename=...\"]";
                case SECRETS -> "expected a list: [\"id=...\"]";
                case KEYS -> "expected a list: [\"default\"]";
            };
        }

        boolean isEntries() {
            return switch (this) {
                case CACHES, OUTPUTS, ATTESTS, POLICIES, SECRETS, KEYS -> true;
                case TEXT, FLAG, TEXTS, PAIRS -> false;
            };
        }
    }

    /** What becomes of the value of a target that is inherited, or of an earlier file. */
    enum Merge {
        REPLACE,
        APPEND,
        BY_NAME
    }

    private static final List<Field> ALL = List.of(values());
    private static final List<String> NAMES = attributes();

    /** Those that what is in the image depends on; labels are not among them. */
    static final List<Field> OF_CONTENT = List.of(
            INHERITS,
            CONTEXT,
            CONTEXTS,
            DOCKERFILE,
            DOCKERFILE_INLINE,
            ARGS,
            TARGET,
            PLATFORMS,
            NETWORK,
            EXTRA_HOSTS,
            SHM_SIZE,
            ULIMITS,
            ENTITLEMENTS);

    private final String attribute;
    private final Kind kind;
    private final Merge merge;

    Field(String attribute, Kind kind, Merge merge) {
        this.attribute = attribute;
        this.kind = kind;
        this.merge = merge;
    }

    private static List<String> attributes() {
        List<String> names = new ArrayList<>();
        for (Field field : ALL) {
            names.add(field.attribute);
        }
        return List.copyOf(names);
    }

    /** The name in a bake file. */
    public String attribute() {
        return attribute;
    }

    Kind kind() {
        return kind;
    }

    Merge merge() {
        return merge;
    }

    // not valueOf: it looks by reflection
    static Optional<Field> named(String attribute) {
        for (Field field : ALL) {
            if (field.attribute.equals(attribute)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** All fields; not {@code values()}, which copies them each time. */
    static List<Field> all() {
        return ALL;
    }

    static List<String> names() {
        return NAMES;
    }
}
