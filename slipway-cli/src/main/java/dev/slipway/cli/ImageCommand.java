// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoredImage;
import dev.slipway.text.Outcome;
import dev.slipway.text.UsageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands of {@code slipway image} that need the store and nothing else: ls, inspect, rm, tag. */
final class ImageCommand implements Command {
    private final CommandSpec spec;

    /** @param spec one of {@link ImageTable} */
    ImageCommand(CommandSpec spec) {
        this.spec = spec;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        try (Store store = Store.open(Store.defaultRoot(io.environment()))) {
            switch (spec.name()) {
                case "image ls" -> list(options, store, io);
                case "image inspect" -> inspect(options, store, io);
                case "image rm" -> {
                    return remove(options, store, io);
                }
                case "image tag" -> tag(options, store);
                default -> throw new IllegalStateException(spec.name());
            }
        }
        return Outcome.OK.code();
    }

    private static void list(ParsedOptions options, Store store, Io io) {
        List<StoredImage> images = new ArrayList<>();
        for (StoredImage image : new ImageNames(store.images()).listed()) {
            if (isWanted(image, options)) {
                images.add(image);
            }
        }
        ImageSizes sizes = new ImageSizes(store.layerBlobs()::content);
        boolean inFull = options.isSet(ImageTable.NO_TRUNC);
        if (options.isSet(ImageTable.QUIET)) {
            images.forEach(image -> io.out().println(ImageList.id(image, inFull)));
        } else if (options.text(ImageTable.FORMAT).equals("json")) {
            io.out().print(ImageList.json(images, sizes));
        } else {
            io.out().print(ImageList.table(images, sizes, inFull, Instant.now()));
        }
    }

    // a name without a tag asks for all tags
    private static boolean isWanted(StoredImage image, ParsedOptions options) {
        boolean isWanted = options.operands().isEmpty();
        for (Argument name : options.operands()) {
            String wanted = ImageName.any(name).toString();
            isWanted |= image.name().equals(wanted)
                    || (!name.text().contains(":")
                            && image.name().startsWith(ImageName.any(name).name() + ":"));
        }
        return isWanted;
    }

    private static void inspect(ParsedOptions options, Store store, Io io) {
        ImageNames names = new ImageNames(store.images());
        ImageDescription description = new ImageDescription(store);
        List<Json> items = new ArrayList<>();
        for (Argument name : options.operands()) {
            StoredImage image = names.require(name);
            items.add(description.of(image, tags(image, names)));
        }
        io.out().println(JsonWriter.pretty(Json.ofItems(items)));
    }

    // an image is its id, whichever of its names asked for it
    private static List<String> tags(StoredImage image, ImageNames names) {
        List<String> tags = new ArrayList<>();
        for (StoredImage other : names.listed()) {
            if (other.config().equals(image.config()) && !other.isUntagged()) {
                tags.add(ImageName.familiar(other.name()));
            }
        }
        return tags;
    }

    /** Removes what is there, whatever is not; the status tells of the latter. */
    private static int remove(ParsedOptions options, Store store, Io io) {
        ImageNames names = new ImageNames(store.images());
        boolean isForced = options.isSet(ImageTable.FORCE);
        int status = Outcome.OK.code();
        for (Argument name : options.operands()) {
            Optional<StoredImage> found = Optional.empty();
            try {
                found = isForced ? names.find(name) : Optional.of(names.require(name));
            } catch (UsageException e) {
                status = new FailureReport(io, false).tell(e);
            }
            if (found.isPresent() && store.images().remove(found.get().name())) {
                StoredImage image = found.get();
                io.out().println(told(image));
                // what a build kept under its id before it got the name
                store.images().remove(StoredImage.untaggedName(image.config()));
            }
        }
        return status;
    }

    private static String told(StoredImage image) {
        return image.isUntagged() ? "Deleted: " + image.config() : "Untagged: " + ImageName.familiar(image.name());
    }

    private static void tag(ParsedOptions options, Store store) {
        StoredImage image =
                new ImageNames(store.images()).require(options.operands().getFirst());
        Argument newName = options.operands().getLast();
        if (!store.images().tag(image.name(), ImageName.read(newName).toString())) {
            throw options.operands().getFirst().error("the image was removed meanwhile", "see \"slipway image ls\"");
        }
    }
}
