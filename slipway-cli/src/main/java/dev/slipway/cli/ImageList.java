// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Figures;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.oci.ImageReference;
import dev.slipway.snapshot.StoredImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What {@code slipway image ls} prints. */
final class ImageList {
    private static final int SHORT_ID = 12;
    private static final String NONE = "<none>";
    private static final List<String> TITLES = List.of("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE");

    private ImageList() {}

    static String table(List<StoredImage> images, ImageSizes sizes, boolean inFull, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        for (StoredImage image : images) {
            ImageReference name = ImageReference.of(image.name());
            rows.add(List.of(
                    image.isUntagged() ? NONE : name.familiarName(),
                    image.isUntagged() ? NONE : name.tag().orElse(NONE),
                    id(image, inFull),
                    age(Duration.between(image.created(), now)),
                    size(image, sizes)));
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            int column = 0;
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i));
                column += width(rows, i) + 3;
                line.repeat(' ', column - line.length());
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        int width = 0;
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }

    static String json(List<StoredImage> images, ImageSizes sizes) {
        List<Json> items = new ArrayList<>();
        for (StoredImage image : images) {
            items.add(Json.object()
                    .put("name", image.isUntagged() ? new Json.Null() : new Json.Text(image.name()))
                    .put("id", image.config().toString())
                    .put("digest", image.manifest().toString())
                    .put("created", image.created().toString())
                    .put("size", bytes(image, sizes))
                    .build());
        }
        return JsonWriter.pretty(Json.ofItems(items)) + "\n";
    }

    static String id(StoredImage image, boolean inFull) {
        return inFull ? image.config().toString() : image.config().hex().substring(0, SHORT_ID);
    }

    private static String size(StoredImage image, ImageSizes sizes) {
        OptionalLong bytes = sizes.of(image);
        return bytes.isPresent() ? Figures.bytes(bytes.getAsLong()) : "-";
    }

    private static Json bytes(StoredImage image, ImageSizes sizes) {
        OptionalLong bytes = sizes.of(image);
        return bytes.isPresent() ? new Json.Num(Long.toString(bytes.getAsLong())) : new Json.Null();
    }

    static String age(Duration time) {
        if (time.toDays() > 20_000) {
            // 1970, by SOURCE_DATE_EPOCH=0
            return "-";
        }
        long seconds = Math.max(0, time.toSeconds());
        if (seconds == 0) {
            return "Less than a second ago";
        }
        if (seconds < 120) {
            return seconds + (seconds == 1 ? " second ago" : " seconds ago");
        }
        if (seconds < 2 * 3600) {
            return seconds / 60 + " minutes ago";
        }
        if (seconds < 2 * 86_400) {
            return seconds / 3600 + " hours ago";
        }
        return seconds < 730 * 86_400L ? seconds / 86_400 + " days ago" : seconds / (365 * 86_400) + " years ago";
    }
}
