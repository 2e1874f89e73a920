// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.json.JsonWriter;
import dev.slipway.sys.AtomicFiles;
import dev.slipway.sys.SmallFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Images as JSON files, named by the image's name. */
final class FolderImages implements Images {
    private static final String SUFFIX = ".json";
    private static final int MAX_NAME = 240;

    private final StoreLayout layout;
    private final Session session;

    FolderImages(StoreLayout layout, Session session) {
        this.layout = layout;
        this.session = session;
    }

    @Override
    public Optional<StoredImage> find(String name) {
        return read(file(name)).filter(image -> image.name().equals(name));
    }

    @Override
    public List<StoredImage> list() {
        List<StoredImage> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.images(), "*" + SUFFIX)) {
            files.forEach(file -> read(file).ifPresent(found::add));
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "listing the images", e);
        }
        found.sort(Comparator.comparing(StoredImage::name));
        return found;
    }

    @Override
    public void put(StoredImage image) {
        try {
            // not synced by itself: the layers it names are not either, and the sync after the build covers both
            AtomicFiles.write(session.newPath(), file(image.name()), JsonWriter.compactBytes(encode(image)));
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "writing image " + image.name(), e);
        }
    }

    @Override
    public boolean tag(String name, String newName) {
        Optional<StoredImage> image = find(name);
        image.ifPresent(found -> put(new StoredImage(
                newName, found.manifest(), found.content(), found.config(), found.chain(), found.created())));
        return image.isPresent();
    }

    @Override
    public boolean remove(String name) {
        try {
            return Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "removing image " + name, e);
        }
    }

    /** Readable, and the same name never gives two files: a name too long for one is its digest. */
    private Path file(String name) {
        StringBuilder safe = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._:@".indexOf(c) >= 0) {
                safe.append(c);
            } else {
                safe.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        String stem = safe.length() > MAX_NAME ? "%" + Digest.of(name).hex() : safe.toString();
        return layout.images().resolve(stem + SUFFIX);
    }

    static Optional<StoredImage> read(Path file) {
        try {
            return decode(JsonParser.parse(SmallFiles.read(file)));
        } catch (IOException | JsonSyntaxException _) {
            return Optional.empty();
        }
    }

    private static Json encode(StoredImage image) {
        Json.Builder json = Json.object()
                .put("name", image.name())
                .put("manifest", image.manifest().toString())
                .put("content", image.content())
                .put("config", image.config().toString())
                .put("created", image.created().toString());
        image.chain()
                .ifPresent(chain -> json.put(
                        "chain",
                        Json.ofTexts(chain.layers().stream().map(LayerId::text).toList())));
        return json.build();
    }

    private static Optional<StoredImage> decode(Json json) {
        Optional<String> name = json.text("name");
        Optional<Digest> manifest = json.text("manifest").flatMap(Digest::parse);
        Optional<Digest> config = json.text("config").flatMap(Digest::parse);
        Optional<Json> content = json.get("content");
        if (name.isEmpty() || manifest.isEmpty() || config.isEmpty() || content.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Chain> chain = json.get("chain")
                    .map(_ -> new Chain(
                            json.texts("chain").stream().map(LayerId::new).toList()));
            Instant created = Instant.parse(json.text("created").orElse(""));
            return Optional.of(
                    new StoredImage(name.get(), manifest.get(), content.get(), config.get(), chain, created));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
