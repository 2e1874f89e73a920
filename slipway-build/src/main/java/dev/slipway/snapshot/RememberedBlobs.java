// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.util.List;
import java.util.Optional;

/** What is known of layers' tars, as facts. */
final class RememberedBlobs implements LayerBlobs {
    private static final String CONTENT = "layer-content";
    private static final String BLOB = "layer-blob";

    private final FactTable facts;

    RememberedBlobs(FactTable facts) {
        this.facts = facts;
    }

    @Override
    public Optional<LayerContent> content(LayerId layer) {
        List<String> words = words(CONTENT, Digest.of(layer.text()), 2);
        return words.isEmpty()
                ? Optional.empty()
                : Digest.parse(words.get(0)).map(diff -> new LayerContent(diff, Long.parseLong(words.get(1))));
    }

    @Override
    public void putContent(LayerId layer, LayerContent content) {
        facts.put(CONTENT, Digest.of(layer.text()), content.diffId() + " " + content.size());
    }

    @Override
    public Optional<LayerBlob> blob(LayerId layer, String compression) {
        List<String> words = words(BLOB, key(layer, compression), 3);
        return words.isEmpty()
                ? Optional.empty()
                : Digest.parse(words.get(0))
                        .map(blob -> new LayerBlob(blob, Long.parseLong(words.get(1)), words.get(2)));
    }

    @Override
    public void putBlob(LayerId layer, String compression, LayerBlob blob) {
        facts.put(BLOB, key(layer, compression), blob.digest() + " " + blob.size() + " " + blob.mediaType());
    }

    private static Digest key(LayerId layer, String compression) {
        return new Hasher().put(layer.text()).put(compression).digest();
    }

    private List<String> words(String kind, Digest key, int count) {
        return facts.find(kind, key)
                .map(value -> List.of(value.split(" ", -1)))
                .filter(words -> words.size() == count)
                .orElse(List.of());
    }
}
