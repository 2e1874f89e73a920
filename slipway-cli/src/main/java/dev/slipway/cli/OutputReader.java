// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.export.Annotation;
import dev.slipway.export.Compression;
import dev.slipway.export.Destination;
import dev.slipway.export.ImageAttributes;
import dev.slipway.export.OutputSpec;
import dev.slipway.oci.ImageReference;
import dev.slipway.text.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one {@code --output}. */
final class OutputReader {
    private static final List<String> TYPES =
            List.of("image", "registry", "oci", "docker", "local", "tar", "cacheonly");
    private static final List<String> SHARED = List.of(
            "type",
            "name",
            "compression",
            "compression-level",
            "force-compression",
            "oci-mediatypes",
            "rewrite-timestamp",
            "annotation.KEY");
    private static final List<String> FILES = List.of("type", "dest", "platform-split");

    private final List<ImageReference> tags;
    private final List<Annotation> annotations;
    private final boolean hasIndex;
    private final boolean stdoutIsTerminal;

    /**
     * @param tags the values of {@code --tag}, which name the image if there are any
     * @param annotations the values of {@code --annotation}, which every image gets
     * @param hasIndex whether images are for several platforms
     */
    OutputReader(List<ImageReference> tags, List<Annotation> annotations, boolean hasIndex, boolean stdoutIsTerminal) {
        this.tags = tags;
        this.annotations = annotations;
        this.hasIndex = hasIndex;
        this.stdoutIsTerminal = stdoutIsTerminal;
    }

    OutputSpec read(Argument output) {
        List<Argument> fields = Csv.fields(output);
        if (fields.size() == 1
                && fields.getFirst().text().equals(output.text())
                && !output.text().startsWith("type=")) {
            return shortForm(output);
        }
        return read(Attributes.of(output, fields));
    }

    OutputSpec read(Attributes attributes) {
        Argument output = attributes.whole();
        Optional<Argument> type = attributes.value("type");
        if (type.isEmpty()) {
            throw output.error("the type is missing", "expected: type=" + String.join("|", TYPES) + ",...");
        }
        return switch (type.get().text()) {
            case "image" -> image(attributes);
            case "registry" -> registry(attributes);
            case "oci" -> oci(attributes);
            case "docker" -> docker(attributes);
            case "local" -> local(attributes);
            case "tar" -> {
                attributes.refuseUnknown("a tar output", FILES);
                yield new OutputSpec.Tar(archive(attributes, "tar"), platformSplit(attributes));
            }
            case "cacheonly" -> {
                attributes.refuseUnknown("a cacheonly output", List.of("type"));
                yield new OutputSpec.CacheOnly();
            }
            default -> throw unknownType(type.get());
        };
    }

    /** The image that is made when no output is asked for, or by {@code --push}. */
    OutputSpec.Image plainImage(boolean push) {
        return new OutputSpec.Image(plainAttributes(true), push, false, false, true, false);
    }

    /** The image that {@code --load} asks for. */
    OutputSpec.Docker plainDocker() {
        return new OutputSpec.Docker(plainAttributes(false), Optional.empty(), true);
    }

    static boolean isStdout(OutputSpec output) {
        return (output instanceof OutputSpec.Oci oci && oci.destination() instanceof Destination.Stdout)
                || (output instanceof OutputSpec.Tar tar && tar.destination() instanceof Destination.Stdout)
                || (output instanceof OutputSpec.Docker docker
                        && docker.destination()
                                .filter(Destination.Stdout.class::isInstance)
                                .isPresent());
    }

    private ImageAttributes plainAttributes(boolean ociMediaTypes) {
        return new ImageAttributes(
                tags, Compression.GZIP, OptionalInt.empty(), false, ociMediaTypes, false, annotations);
    }

    private OutputSpec shortForm(Argument output) {
        if (output.text().isEmpty()) {
            throw output.error("the value is empty", "expected: a folder, \"-\", or type=...");
        }
        if (output.text().equals("-")) {
            return new OutputSpec.Tar(stdout(output, "tar"), Optional.empty());
        }
        return new OutputSpec.Local(folder(output), Optional.empty());
    }

    private RuntimeException unknownType(Argument type) {
        String hint = Suggestion.didYouMean(type.text(), TYPES).orElse("expected one of: " + String.join(", ", TYPES));
        if (type.text().equals("moby")) {
            hint = "the local store is type=image";
        }
        return type.error("there is no output of type \"" + CommandLine.printable(type.text()) + "\"", hint);
    }

    private OutputSpec image(Attributes attributes) {
        ImageAttributes image = attributes(
                attributes, "an image output", true, "push", "push-by-digest", "registry.insecure", "store", "unpack");
        boolean push = attributes.isTrue("push", false);
        if (push) {
            requireName(attributes, image);
        }
        return new OutputSpec.Image(
                image,
                push,
                attributes.isTrue("push-by-digest", false),
                attributes.isTrue("registry.insecure", false),
                attributes.isTrue("store", true),
                attributes.isTrue("unpack", false));
    }

    private OutputSpec registry(Attributes attributes) {
        ImageAttributes image =
                attributes(attributes, "a registry output", true, "push", "push-by-digest", "registry.insecure");
        requireName(attributes, image);
        return new OutputSpec.Registry(
                image, attributes.isTrue("push-by-digest", false), attributes.isTrue("registry.insecure", false));
    }

    private static void requireName(Attributes attributes, ImageAttributes image) {
        if (image.names().isEmpty()) {
            throw attributes.whole().error("an image to push needs a name", "add --tag NAME, or name=NAME here");
        }
    }

    private OutputSpec oci(Attributes attributes) {
        ImageAttributes image = attributes(attributes, "an oci output", true, "dest", "tar");
        boolean tar = attributes.isTrue("tar", true);
        Destination to = tar ? archive(attributes, "oci") : new Destination.At(requiredFolder(attributes, "oci"));
        return new OutputSpec.Oci(image, to, tar);
    }

    private OutputSpec docker(Attributes attributes) {
        ImageAttributes image = attributes(attributes, "a docker output", false, "dest", "tar");
        boolean tar = attributes.isTrue("tar", true);
        if (!tar) {
            Path folder = requiredFolder(attributes, "docker");
            return new OutputSpec.Docker(image, Optional.of(new Destination.At(folder)), false);
        }
        boolean toStore = attributes.text("dest", "").isEmpty();
        return new OutputSpec.Docker(
                image, toStore ? Optional.empty() : Optional.of(archive(attributes, "docker")), true);
    }

    private static OutputSpec local(Attributes attributes) {
        attributes.refuseUnknown("a local output", FILES);
        return new OutputSpec.Local(requiredFolder(attributes, "local"), platformSplit(attributes));
    }

    private static Optional<Boolean> platformSplit(Attributes attributes) {
        Optional<Argument> split = attributes.value("platform-split");
        return split.isPresent() ? Optional.of(Attributes.isTrue(split.get())) : Optional.empty();
    }

    private static Path requiredFolder(Attributes attributes, String type) {
        Optional<Argument> to = attributes.value("dest");
        if (to.isEmpty() || to.get().text().isEmpty()) {
            throw attributes.whole().error("type=" + type + " needs a folder", "expected: dest=FOLDER");
        }
        if (to.get().text().equals("-")) {
            throw to.get().error("a folder cannot go to the standard output", "expected: dest=FOLDER");
        }
        return folder(to.get());
    }

    private static Path folder(Argument to) {
        Path path = Paths.of(to);
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw to.error("this is a file, not a folder", "name a folder, existing or new");
        }
        return path;
    }

    private Destination archive(Attributes attributes, String type) {
        Optional<Argument> to = attributes.value("dest");
        if (to.isEmpty() || to.get().text().isEmpty() || to.get().text().equals("-")) {
            return stdout(to.orElse(attributes.whole()), type);
        }
        return new Destination.At(Paths.toWrite(to.get()));
    }

    private Destination stdout(Argument at, String type) {
        if (stdoutIsTerminal) {
            throw at.error("type=" + type + " would write to the terminal", "add dest=FILE, or redirect the output");
        }
        return new Destination.Stdout();
    }

    private ImageAttributes attributes(Attributes attributes, String what, boolean oci, String... more) {
        List<String> known = new ArrayList<>(SHARED);
        known.addAll(List.of(more));
        List<Annotation> all = new ArrayList<>();
        for (Attributes.Attribute one : attributes.all()) {
            if (one.name().startsWith("annotation.")
                    || one.name().startsWith("annotation-")
                    || one.name().startsWith("annotation[")) {
                all.add(AnnotationReader.attribute(one, hasIndex));
            } else if (AttributesNotYet.LIST.contains(one.name())) {
                throw one.key().error("\"" + one.name() + "\" is not there yet", AttributesNotYet.HINT);
            } else if (!known.contains(one.name())) {
                throw attributes.unknown(one, what, known);
            }
        }
        all.addAll(annotations);
        Compression compression = compression(attributes);
        return new ImageAttributes(
                names(attributes),
                compression,
                level(attributes, compression),
                attributes.isTrue("force-compression", false),
                attributes.isTrue("oci-mediatypes", oci),
                attributes.isTrue("rewrite-timestamp", false),
                all);
    }

    /** BuildKit has these; what they ask for comes with attestations. */
    private static final class AttributesNotYet {
        static final List<String> LIST = List.of(
                "name-canonical", "dangling-name-prefix", "attestation-prefix", "attestation-inline", "oci-artifact");
        static final String HINT = "leave it out";
    }

    private List<ImageReference> names(Attributes attributes) {
        if (!tags.isEmpty()) {
            return tags;
        }
        Optional<Argument> name = attributes.value("name");
        List<ImageReference> names = new ArrayList<>();
        if (name.isPresent() && !name.get().text().isEmpty()) {
            int from = 0;
            String text = name.get().text();
            while (from <= text.length()) {
                int comma = text.indexOf(',', from);
                int to = comma < 0 ? text.length() : comma;
                names.add(ImageName.read(name.get().part(from, to)));
                from = to + 1;
            }
        }
        return names;
    }

    static Compression compression(Attributes attributes) {
        Optional<Argument> value = attributes.value("compression");
        if (value.isEmpty()) {
            return Compression.GZIP;
        }
        return switch (value.get().text()) {
            case "gzip" -> Compression.GZIP;
            case "zstd" -> Compression.ZSTD;
            case "uncompressed" -> Compression.UNCOMPRESSED;
            case "estargz" ->
                throw value.get()
                        .error(
                                "estargz layers are not made: only a lazy-pulling snapshotter reads them as such",
                                "use zstd, or gzip which every runtime reads");
            default ->
                throw value.get()
                        .error(
                                "there is no compression \""
                                        + CommandLine.printable(value.get().text()) + "\"",
                                Suggestion.didYouMean(value.get().text(), List.of("gzip", "zstd", "uncompressed"))
                                        .orElse("expected: gzip, zstd or uncompressed"));
        };
    }

    static OptionalInt level(Attributes attributes, Compression compression) {
        Optional<Argument> value = attributes.value("compression-level");
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        int most = compression == Compression.ZSTD ? 22 : 9;
        try {
            int level = Integer.parseInt(value.get().text());
            if (level >= 0 && level <= most) {
                return OptionalInt.of(level);
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw value.get()
                .error(
                        "\"" + CommandLine.printable(value.get().text()) + "\" is no level of this compression",
                        "expected: a number from 0 to " + most);
    }
}
