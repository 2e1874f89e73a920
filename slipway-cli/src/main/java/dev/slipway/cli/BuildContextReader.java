// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the operand of {@code build}, {@code --file} and {@code --build-context}. */
final class BuildContextReader {
    private static final String IMAGE = "docker-image://";
    private static final String LAYOUT = "oci-layout://";

    private BuildContextReader() {}

    static BuildInput input(Argument operand) {
        String text = operand.text();
        if (text.equals("-")) {
            return new BuildInput.Stdin();
        }
        if (isLocalFolder(text)) {
            return new BuildInput.Folder(Path.of(text));
        }
        if (isRemote(text)) {
            return new BuildInput.Remote(text);
        }
        Path path = Paths.of(operand);
        if (Files.exists(path)) {
            throw operand.error("the context is a file, not a folder", "expected: a folder, a URL, or -");
        }
        // what Java puts in place of bytes that it cannot read, and cannot turn back into them
        if (text.indexOf('\uFFFD') >= 0) {
            throw operand.error(
                    "the path of the context is not UTF-8, so the folder cannot be opened by it",
                    "rename it, or name a symbolic link to it");
        }
        if (text.startsWith("file://")) {
            throw operand.error(
                    "a folder is named by its path, not by a file URL",
                    "expected: " + text.substring("file://".length()));
        }
        throw operand.error("the context folder is not there", "expected: a folder, a URL, or -");
    }

    static DockerfileSource dockerfile(Argument file) {
        if (file.text().equals("-")) {
            return new DockerfileSource.Stdin();
        }
        if (file.text().startsWith("http://") || file.text().startsWith("https://")) {
            return new DockerfileSource.Remote(file.text());
        }
        return file.text().isEmpty() ? new DockerfileSource.InContext() : new DockerfileSource.At(file.text());
    }

    /** {@code NAME=VALUE}. */
    static BuildContextSpec named(Argument argument) {
        int equals = argument.text().indexOf('=');
        if (equals <= 0 || equals + 1 == argument.text().length()) {
            throw argument.error(
                    "a named context needs a name and a place", "expected: NAME=FOLDER|URL|docker-image://REF|...");
        }
        String name = argument.text().substring(0, equals);
        Argument value = argument.part(equals + 1, argument.text().length());
        String text = value.text();
        if (text.startsWith(IMAGE)) {
            return new BuildContextSpec.Image(name, require(value, IMAGE, "docker-image://NAME[:TAG][@DIGEST]"));
        }
        if (text.startsWith(LAYOUT)) {
            return layout(name, value);
        }
        if (text.startsWith("target:")) {
            return new BuildContextSpec.Target(name, require(value, "target:", "target:NAME"));
        }
        if (text.startsWith("apt:")) {
            return new BuildContextSpec.Apt(name, require(value, "apt:", "apt:SUITE[?include=...]"));
        }
        if (!isLocalFolder(text) && isRemote(text)) {
            return new BuildContextSpec.Remote(name, text);
        }
        return folder(name, value);
    }

    private static BuildContextSpec folder(String name, Argument value) {
        Path path = Paths.of(value);
        if (!Files.exists(path)) {
            throw value.error(
                    "there is no such folder", "expected: a folder, a URL, docker-image://REF or oci-layout://PATH");
        }
        if (!Files.isDirectory(path)) {
            throw value.error("this is a file, not a folder", "a named context is a folder");
        }
        return new BuildContextSpec.Folder(name, path);
    }

    /** {@code oci-layout://PATH[:TAG][@DIGEST]}. */
    static BuildContextSpec.OciLayout layout(Argument value) {
        return layout("", value);
    }

    private static BuildContextSpec.OciLayout layout(String name, Argument value) {
        String rest = require(value, LAYOUT, "oci-layout://PATH[:TAG][@sha256:DIGEST]");
        int at = rest.indexOf('@');
        String place = at < 0 ? rest : rest.substring(0, at);
        Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(rest.substring(at + 1));
        if (digest.isPresent() && Digest.parse(digest.get()).isEmpty()) {
            throw value.errorAt(digest.get(), "this is no digest", "expected: sha256: and 64 hex digits");
        }
        int colon = place.indexOf(':', place.lastIndexOf('/') + 1);
        String folder = colon < 0 ? place : place.substring(0, colon);
        Optional<String> tag = colon < 0 ? Optional.empty() : Optional.of(place.substring(colon + 1));
        Path path = Path.of(folder);
        if (!Files.exists(path.resolve("index.json"))) {
            throw value.errorAt(folder, "this is no OCI layout", "expected: a folder that holds index.json");
        }
        return new BuildContextSpec.OciLayout(name, path, tag, digest);
    }

    private static String require(Argument value, String prefix, String expected) {
        String rest = value.text().substring(prefix.length());
        if (rest.isEmpty()) {
            throw value.error("something is missing behind \"" + prefix + "\"", "expected: " + expected);
        }
        return rest;
    }

    private static boolean isLocalFolder(String text) {
        return !text.isEmpty() && text.indexOf('\0') < 0 && Files.isDirectory(Path.of(text));
    }

    static boolean isRemote(String text) {
        return text.startsWith("http://")
                || text.startsWith("https://")
                || text.startsWith("git://")
                || text.startsWith("ssh://")
                || text.startsWith("github.com/")
                || isScpLike(text);
    }

    // user@host:path, as git takes it
    private static boolean isScpLike(String text) {
        int at = text.indexOf('@');
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        return at > 0 && colon > at + 1 && (slash < 0 || slash > colon) && colon + 1 < text.length();
    }
}
