// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.Images;
import dev.slipway.snapshot.StoredImage;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds images of the store by what the user calls them: a name, or the begin of an id. */
final class ImageNames {
    private static final int LEAST_ID = 4;
    private static final int FULL_ID = 64;

    private final Images images;

    ImageNames(Images images) {
        this.images = images;
    }

    Optional<StoredImage> find(Argument wanted) {
        if (isFullId(wanted.text())) {
            return byId(wanted);
        }
        Optional<StoredImage> byName = images.find(ImageName.any(wanted).toString());
        return byName.isPresent() ? byName : byId(wanted);
    }

    StoredImage require(Argument wanted) {
        Optional<StoredImage> found = find(wanted);
        if (found.isPresent()) {
            return found.get();
        }
        List<String> names = new ArrayList<>();
        for (StoredImage image : listed()) {
            names.add(ImageName.familiar(image.name()));
        }
        throw wanted.error(
                "there is no image of that name in the store",
                Suggestion.didYouMean(wanted.text(), names).orElse("see \"slipway image ls\""));
    }

    /** All of them, an image that has a name not once more under its id. */
    List<StoredImage> listed() {
        Set<Digest> named = new HashSet<>();
        List<StoredImage> all = images.list();
        for (StoredImage image : all) {
            if (!image.isUntagged()) {
                named.add(image.config());
            }
        }
        List<StoredImage> listed = new ArrayList<>();
        for (StoredImage image : all) {
            if (!image.isUntagged() || !named.contains(image.config())) {
                listed.add(image);
            }
        }
        return listed;
    }

    /** Whether the text can only be an id: all digits of one. */
    static boolean isFullId(String text) {
        String hex = text.startsWith("sha256:") ? text.substring(7) : text;
        return hex.length() == FULL_ID && isHex(hex);
    }

    private Optional<StoredImage> byId(Argument wanted) {
        String text = wanted.text().startsWith("sha256:") ? wanted.text().substring(7) : wanted.text();
        if (text.length() < LEAST_ID || !isHex(text)) {
            return Optional.empty();
        }
        Optional<StoredImage> found = Optional.empty();
        for (StoredImage image : listed()) {
            if (image.config().hex().startsWith(text) || image.manifest().hex().startsWith(text)) {
                if (found.isPresent() && !found.get().config().equals(image.config())) {
                    throw wanted.error("several images have an id that begins so", "give more digits");
                }
                found = Optional.of(image);
            }
        }
        return found;
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || Character.isUpperCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
