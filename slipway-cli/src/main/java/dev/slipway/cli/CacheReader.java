// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.CachePlace;
import dev.slipway.cache.CacheSink;
import dev.slipway.cache.MountSelection;
import dev.slipway.digest.Digest;
import dev.slipway.export.Compression;
import dev.slipway.export.LayerPacker;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.text.SlipwayException;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code --cache-from} and {@code --cache-to}: the attributes are those of buildx. */
final class CacheReader {
    private static final List<String> TYPES = List.of("registry", "local", "inline", "gha");
    private static final List<String> WRITTEN = List.of(
            "type",
            "mode",
            "mounts",
            "mounts-max-size",
            "oci-mediatypes",
            "image-manifest",
            "compression",
            "compression-level",
            "force-compression",
            "ignore-error");

    private final GhaReader gha;

    CacheReader(Map<String, String> environment) {
        this.gha = new GhaReader(environment);
    }

    /** All that stand on the command line. */
    static BuildOptions.Travelling read(ParsedOptions parsed, Io io) {
        List<Argument> sources = parsed.values(BuildTable.CACHE_FROM);
        List<Argument> sinks = parsed.values(BuildTable.CACHE_TO);
        if (sources.isEmpty() && sinks.isEmpty()) {
            return BuildOptions.Travelling.NONE;
        }
        CacheReader reader = new CacheReader(io.environment());
        List<CachePlace> from = new ArrayList<>();
        sources.forEach(value -> from.addAll(reader.sources(value)));
        return new BuildOptions.Travelling(
                from, sinks.stream().map(reader::sink).toList());
    }

    /** The caches of one {@code --cache-from}: several only where it is names of images. */
    List<CachePlace> sources(Argument value) {
        List<Argument> fields = Csv.fields(value);
        if (value.text().indexOf('=') >= 0) {
            return List.of(source(Attributes.of(value, fields)));
        }
        List<CachePlace> places = new ArrayList<>();
        for (Argument field : fields) {
            places.add(new CachePlace.Registry(reference(field)));
        }
        return places;
    }

    CachePlace source(Attributes attributes) {
        String type = type(attributes, "a cache to read");
        return switch (type) {
            case "registry" -> {
                attributes.refuseUnknown("a registry cache to read", List.of("type", "ref"));
                yield registry(attributes);
            }
            case "local" -> {
                attributes.refuseUnknown("a local cache to read", List.of("type", "src", "tag", "digest"));
                yield local(attributes, "src");
            }
            case "gha" -> gha.read(attributes, List.of());
            default ->
                throw attributes.whole().error("an inline cache is read from its image", "say type=registry,ref=IMAGE");
        };
    }

    CacheSink sink(Argument value) {
        List<Argument> fields = Csv.fields(value);
        if (value.text().indexOf('=') >= 0) {
            return sink(Attributes.of(value, MountsReader.joined(fields)));
        }
        CacheSink.Form form = new CacheSink.Form(LayerPacker.Form.PLAIN, true, true, false);
        return new CacheSink(
                value.text().equals("inline") ? new CachePlace.Inline() : new CachePlace.Registry(reference(value)),
                new CacheSink.Selection(CacheSink.Mode.MIN, MountSelection.NONE),
                form,
                CacheSink.OnFailure.WARN);
    }

    CacheSink sink(Attributes attributes) {
        String type = type(attributes, "a cache to write");
        CachePlace place = switch (type) {
            case "registry" -> {
                refuseUnknown(attributes, "a registry cache", "ref");
                yield registry(attributes);
            }
            case "local" -> {
                refuseUnknown(attributes, "a local cache", "dest", "tag", "reset");
                yield local(attributes, "dest");
            }
            case "gha" -> gha.read(attributes, WRITTEN);
            default -> {
                refuseUnknown(attributes, "an inline cache");
                yield new CachePlace.Inline();
            }
        };
        CacheSink.Selection selection = new CacheSink.Selection(mode(attributes), MountsReader.read(attributes, place));
        return new CacheSink(place, selection, form(attributes), onFailure(attributes));
    }

    private static void refuseUnknown(Attributes attributes, String what, String... own) {
        List<String> known = new ArrayList<>(WRITTEN);
        known.addAll(List.of(own));
        attributes.refuseUnknown(what, known);
    }

    private static String type(Attributes attributes, String what) {
        Optional<Argument> type = attributes.value("type");
        if (type.isEmpty()) {
            throw attributes.whole().error("the type of " + what + " is missing", "expected: type=registry,ref=NAME");
        }
        String text = type.get().text();
        if (TYPES.contains(text)) {
            return text;
        }
        boolean known = List.of("s3", "azblob").contains(text);
        throw type.get()
                .error(
                        known
                                ? "caches of type " + text + " are not there yet"
                                : "there is no cache of type \"" + CommandLine.printable(text) + "\"",
                        Suggestion.didYouMean(text, TYPES).orElse("expected one of: " + String.join(", ", TYPES)));
    }

    private static CachePlace registry(Attributes attributes) {
        Optional<Argument> reference = attributes.value("ref");
        if (reference.isEmpty() || reference.get().text().isEmpty()) {
            throw attributes.whole().error("the reference is missing", "expected: type=registry,ref=NAME[:TAG]");
        }
        return new CachePlace.Registry(reference(reference.get()));
    }

    private static ImageReference reference(Argument value) {
        try {
            return ImageReference.parse(value.text());
        } catch (OciSyntaxException e) {
            throw value.error(String.valueOf(e.getMessage()), "expected a name such as registry.example/app:cache");
        }
    }

    private static CachePlace local(Attributes attributes, String member) {
        Optional<Argument> folder = attributes.value(member);
        if (folder.isEmpty() || folder.get().text().isEmpty()) {
            throw attributes.whole().error("the folder is missing", "expected: type=local," + member + "=FOLDER");
        }
        Optional<Argument> digest = attributes.value("digest");
        Optional<Digest> wanted =
                digest.isEmpty() ? Optional.empty() : Digest.parse(digest.get().text());
        if (digest.isPresent() && wanted.isEmpty()) {
            throw digest.get().error("this is no digest", "expected: sha256: and 64 hex digits");
        }
        return new CachePlace.Local(Paths.of(folder.get()), attributes.text("tag", "latest"), wanted);
    }

    private static CacheSink.Mode mode(Attributes attributes) {
        Optional<Argument> mode = attributes.value("mode");
        return switch (mode.isPresent() ? mode.get().text() : "min") {
            case "min" -> CacheSink.Mode.MIN;
            case "max" -> CacheSink.Mode.MAX;
            default -> throw mode.orElseThrow().error("there is no such mode", "expected: min or max");
        };
    }

    private static CacheSink.Form form(Attributes attributes) {
        Compression compression = OutputReader.compression(attributes);
        LayerPacker.Form layers = new LayerPacker.Form(
                compression.ofTars(),
                OutputReader.level(attributes, compression).orElse(-1),
                attributes.isTrue("force-compression", false),
                Optional.empty());
        boolean oci = attributes.isTrue("oci-mediatypes", true);
        boolean imageManifest = attributes.isTrue("image-manifest", oci);
        if (imageManifest && !oci) {
            throw misfit(attributes);
        }
        return new CacheSink.Form(layers, oci, imageManifest, attributes.isTrue("reset", false));
    }

    private static SlipwayException misfit(Attributes attributes) {
        return attributes
                .value("image-manifest")
                .orElse(attributes.whole())
                .error("a cache as an image manifest has OCI's media types", "leave out oci-mediatypes=false");
    }

    // buildx fails the build when a cache cannot be written; here that must be asked for
    private static CacheSink.OnFailure onFailure(Attributes attributes) {
        return attributes.isTrue("ignore-error", true) ? CacheSink.OnFailure.WARN : CacheSink.OnFailure.FAIL;
    }
}
