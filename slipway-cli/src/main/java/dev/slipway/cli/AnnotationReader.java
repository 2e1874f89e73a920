// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.export.Annotation;
import dev.slipway.oci.Platform;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads annotations: {@code --annotation} and the {@code annotation.*} attributes of an output. */
final class AnnotationReader {
    private static final List<String> TARGETS = List.of("manifest", "manifest-descriptor", "index", "index-descriptor");

    private AnnotationReader() {}

    /**
     * {@code [TYPE[PLATFORM],...:]KEY=VALUE}.
     *
     * @param hasIndex whether the image will have an index
     */
    static List<Annotation> option(Argument argument, boolean hasIndex) {
        String text = argument.text();
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw argument.error("the value is missing", "expected: [TYPE:]KEY=VALUE");
        }
        String value = text.substring(equals + 1);
        int colon = text.substring(0, equals).indexOf(':');
        String key = requireKey(argument, text.substring(colon + 1, equals));
        List<Annotation> found = new ArrayList<>();
        if (colon < 0) {
            found.add(new Annotation(Annotation.Target.MANIFEST, Optional.empty(), key, value));
        }
        int from = 0;
        while (from <= colon) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 || comma > colon ? colon : comma;
            found.add(qualified(argument.part(from, to), key, value, hasIndex));
            from = to + 1;
        }
        return found;
    }

    /** {@code annotation.KEY}, {@code annotation-TYPE.KEY}, {@code annotation-TYPE[PLATFORM].KEY}. */
    static Annotation attribute(Attributes.Attribute attribute, boolean hasIndex) {
        String key = attribute.key().text();
        String value = attribute.value().text();
        int bracket = key.indexOf('[');
        int close = bracket < 0 ? -1 : key.indexOf(']', bracket);
        int dot = key.indexOf('.', Math.max(0, close));
        if (dot < 0) {
            throw attribute.key().error("the key of the annotation is missing", "expected: annotation.KEY=VALUE");
        }
        String name = requireKey(attribute.key(), key.substring(dot + 1));
        int begin = "annotation".length();
        if (dot == begin) {
            return new Annotation(Annotation.Target.MANIFEST, Optional.empty(), name, value);
        }
        if (key.charAt(begin) == '-') {
            return qualified(attribute.key().part(begin + 1, dot), name, value, hasIndex);
        }
        Argument platform = attribute.key().part(begin, dot);
        return new Annotation(Annotation.Target.MANIFEST, platform(platform, 0), name, value);
    }

    private static String requireKey(Argument argument, String key) {
        if (key.isEmpty()) {
            throw argument.error("the key of the annotation is empty", "expected: KEY=VALUE");
        }
        return key;
    }

    private static Annotation qualified(Argument type, String key, String value, boolean hasIndex) {
        String text = type.text();
        int bracket = text.indexOf('[');
        String word = bracket < 0 ? text : text.substring(0, bracket);
        Optional<Platform> platform = bracket < 0 ? Optional.empty() : platform(type, bracket);
        Annotation.Target target = target(type.part(0, word.length()));
        if (target == Annotation.Target.INDEX && !hasIndex) {
            throw type.error("an image for one platform has no index to annotate", "expected: manifest");
        }
        return new Annotation(target, platform, key, value);
    }

    private static Optional<Platform> platform(Argument type, int bracket) {
        String text = type.text();
        if (!text.startsWith("[", bracket) || !text.endsWith("]")) {
            throw type.error("the platform is not in brackets", "expected: TYPE[OS/ARCH]");
        }
        return Optional.of(PlatformReader.one(type.part(bracket + 1, text.length() - 1)));
    }

    private static Annotation.Target target(Argument word) {
        for (Annotation.Target target : Annotation.Target.values()) {
            if (target.word().equals(word.text())) {
                return target;
            }
        }
        throw word.error(
                "there is no annotation of type \"" + CommandLine.printable(word.text()) + "\"",
                Suggestion.didYouMean(word.text(), TARGETS).orElse("expected one of: " + String.join(", ", TARGETS)));
    }
}
