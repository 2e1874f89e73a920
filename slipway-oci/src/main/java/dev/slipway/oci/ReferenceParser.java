// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.digest.Digest;
import java.util.Optional;

/** The grammar of docker's {@code distribution/reference}, without regular expressions. */
final class ReferenceParser {
    private static final int MAX_NAME = 255;
    private static final int MAX_TAG = 128;

    private final String text;

    ReferenceParser(String text) {
        this.text = text;
    }

    ImageReference parse() throws OciSyntaxException {
        if (text.isEmpty()) {
            throw fault("it is empty");
        }
        String rest = text;
        Optional<Digest> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(digest(rest.substring(at + 1)));
            rest = rest.substring(0, at);
        }
        Optional<String> tag = Optional.empty();
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = Optional.of(tag(rest.substring(colon + 1)));
            rest = rest.substring(0, colon);
        }
        return name(rest, tag, digest);
    }

    private ImageReference name(String name, Optional<String> tag, Optional<Digest> digest) throws OciSyntaxException {
        if (Digest.parse("sha256:" + name).isPresent()) {
            throw fault("64 hex digits are an image ID, not a name");
        }
        int slash = name.indexOf('/');
        String registry = slash < 0 ? "" : name.substring(0, slash);
        String repository = name;
        if (isRegistry(registry)) {
            repository = name.substring(slash + 1);
            checkRegistry(registry);
        } else {
            registry = ImageReference.DOCKER_HUB;
        }
        if (registry.equals("index.docker.io")) {
            registry = ImageReference.DOCKER_HUB;
        }
        checkRepository(repository);
        if (registry.equals(ImageReference.DOCKER_HUB) && repository.indexOf('/') < 0) {
            repository = "library/" + repository;
        }
        if (registry.length() + 1 + repository.length() > MAX_NAME) {
            throw fault("the name is longer than " + MAX_NAME + " characters");
        }
        return new ImageReference(registry, repository, tag, digest);
    }

    // the first part is a registry when it can be nothing else, as docker has it
    private static boolean isRegistry(String part) {
        return part.indexOf('.') >= 0
                || part.indexOf(':') >= 0
                || part.equals("localhost")
                || !part.equals(ImageReference.lower(part));
    }

    private void checkRegistry(String registry) throws OciSyntaxException {
        String host = registry;
        if (registry.startsWith("[")) {
            int close = registry.indexOf(']');
            if (close < 0) {
                throw fault("the IPv6 address of the registry lacks its ']'");
            }
            for (int i = 1; i < close; i++) {
                char c = registry.charAt(i);
                if (c != ':' && Character.digit(c, 16) < 0) {
                    throw fault("the registry is no IPv6 address");
                }
            }
            checkPort(registry.substring(close + 1));
            return;
        }
        int colon = registry.indexOf(':');
        if (colon >= 0) {
            checkPort(registry.substring(colon));
            host = registry.substring(0, colon);
        }
        for (String label : host.split("\\.", -1)) {
            checkLabel(label);
        }
    }

    private void checkPort(String port) throws OciSyntaxException {
        if (port.isEmpty()) {
            return;
        }
        if (port.length() < 2 || port.charAt(0) != ':' || port.length() > 6) {
            throw fault("the registry's port is not a number");
        }
        for (int i = 1; i < port.length(); i++) {
            if (!isDigit(port.charAt(i))) {
                throw fault("the registry's port is not a number");
            }
        }
    }

    private void checkLabel(String label) throws OciSyntaxException {
        boolean valid = !label.isEmpty() && label.charAt(0) != '-' && !label.endsWith("-");
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            valid &= isLower(c) || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '-';
        }
        if (!valid) {
            throw fault("the registry is no host name");
        }
    }

    private void checkRepository(String repository) throws OciSyntaxException {
        if (!repository.equals(ImageReference.lower(repository))) {
            throw fault("a repository name is in lower case: did you mean \"" + ImageReference.lower(text) + "\"?");
        }
        for (String part : repository.split("/", -1)) {
            checkPart(part);
        }
    }

    // [a-z0-9]+ ((. | _ | __ | -+) [a-z0-9]+)*
    private void checkPart(String part) throws OciSyntaxException {
        if (part.isEmpty()) {
            throw fault("a part of the repository name is empty");
        }
        int at = 0;
        while (true) {
            int start = at;
            while (at < part.length() && (isLower(part.charAt(at)) || isDigit(part.charAt(at)))) {
                at++;
            }
            if (at == start) {
                throw fault(
                        "a part of a repository name is letters and digits, joined by one '.', one or two '_', or '-'");
            }
            if (at == part.length()) {
                return;
            }
            at = separator(part, at);
        }
    }

    private static int separator(String part, int start) {
        int at = start;
        char c = part.charAt(at);
        int most = c == '.' ? 1 : c == '_' ? 2 : c == '-' ? Integer.MAX_VALUE : 0;
        while (at < part.length() && part.charAt(at) == c && at - start < most) {
            at++;
        }
        return at;
    }

    private String tag(String tag) throws OciSyntaxException {
        boolean valid = !tag.isEmpty() && tag.length() <= MAX_TAG && tag.charAt(0) != '.' && tag.charAt(0) != '-';
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            valid &= isLower(c) || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '.' || c == '-';
        }
        if (!valid) {
            throw fault("a tag is up to " + MAX_TAG
                    + " letters, digits, '_', '.' and '-', and begins with none of the last two");
        }
        return tag;
    }

    private Digest digest(String digest) throws OciSyntaxException {
        return Digest.parse(digest).orElseThrow(() -> fault("a digest is sha256: and 64 hex digits"));
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private OciSyntaxException fault(String why) {
        return new OciSyntaxException("invalid image reference " + Members.shown(text) + ": " + why);
    }
}
