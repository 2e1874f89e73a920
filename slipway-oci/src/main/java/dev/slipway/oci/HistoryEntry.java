// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.json.Json;
import java.util.Optional;

/**
 * How one layer, or none, came to be.
 *
 * @param created RFC 3339, as it stood; see {@link ImageConfig#timestamp}
 * @param emptyLayer whether the step made no layer
 */
public record HistoryEntry(
        Optional<String> created, String createdBy, String author, String comment, boolean emptyLayer) {
    static HistoryEntry read(Members members) throws MalformedImageException {
        return new HistoryEntry(
                members.text("created"),
                members.textOrEmpty("created_by"),
                members.textOrEmpty("author"),
                members.textOrEmpty("comment"),
                members.flag("empty_layer"));
    }

    /** Members in the order of Go's {@code ocispec.History}. */
    Json toJson() {
        Json.Builder out = Json.object().put("created", created);
        putUnlessEmpty(out, "created_by", createdBy);
        putUnlessEmpty(out, "author", author);
        putUnlessEmpty(out, "comment", comment);
        if (emptyLayer) {
            out.put("empty_layer", true);
        }
        return out.build();
    }

    static void putUnlessEmpty(Json.Builder out, String name, String value) {
        if (!value.isEmpty()) {
            out.put(name, value);
        }
    }
}
