// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes the contents of a {@link RecordIndex}. */
final class RecordIndexText implements IndexFile.Contents {
    private final Map<String, Integer> texts = new HashMap<>();
    private final List<String> textList = new ArrayList<>();
    private final Map<LayerId, Integer> layers = new HashMap<>();
    private final List<Integer> layerTexts = new ArrayList<>();
    // equal lists are mostly the same list, and to compare them costs more than to write a few twice
    private final IdentityHashMap<List<LayerId>, Integer> chains = new IdentityHashMap<>();
    private final List<List<Integer>> chainList = new ArrayList<>();
    private final Map<List<String>, Integer> targets = new HashMap<>();
    private final List<List<Integer>> targetList = new ArrayList<>();
    private final List<RecordScan.Folder> folders;
    private final int count;

    RecordIndexText(List<RecordScan.Folder> folders) {
        this.folders = folders;
        this.count = folders.stream().mapToInt(RecordScan.Folder::size).sum();
    }

    int expectedBytes() {
        return count * (RecordIndex.ENTRY_BYTES + 16) + 64 * 1024;
    }

    @Override
    public void to(DataOutputStream out) throws IOException {
        ByteBuffer entries = ByteBuffer.allocate(count * RecordIndex.ENTRY_BYTES);
        ByteBuffer heads = ByteBuffer.allocate(folders.size() * 2 * Integer.BYTES);
        RecordPlace place = new RecordPlace();
        for (RecordScan.Folder folder : folders) {
            heads.putInt(text(folder.name())).putInt(folder.size());
            for (int i = 0; i < folder.size(); i++) {
                put(folder.records().get(i), folder.files().get(i), place, entries);
            }
        }
        out.writeInt(textList.size());
        for (String text : textList) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        write(layerTexts, out);
        out.writeInt(chainList.size());
        for (List<Integer> chain : chainList) {
            write(chain, out);
        }
        out.writeInt(targetList.size());
        for (List<Integer> list : targetList) {
            write(list, out);
        }
        out.writeInt(folders.size());
        out.write(heads.array());
        out.write(entries.array());
    }

    private static void write(List<Integer> numbers, DataOutputStream out) throws IOException {
        out.writeInt(numbers.size());
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    private void put(StoredRecord record, KnownFile file, RecordPlace place, ByteBuffer to) {
        if (!place.set(record.place())) {
            throw new IllegalStateException(record.place());
        }
        place.put(to);
        to.putLong(file.inode()).putLong(file.changed()).putLong(file.size());
        to.putInt(record.key().equals(record.place()) ? RecordIndex.AS_PLACE : text(record.key()));
        to.putInt(text(record.scope())).putInt(text(record.description()));
        to.putInt(targets(record.targets())).putInt(chain(record.layers()));
    }

    private int text(String text) {
        Integer known = texts.putIfAbsent(text, textList.size());
        if (known != null) {
            return known;
        }
        textList.add(text);
        return textList.size() - 1;
    }

    private int layer(LayerId layer) {
        Integer known = layers.putIfAbsent(layer, layerTexts.size());
        if (known != null) {
            return known;
        }
        layerTexts.add(text(layer.text()));
        return layerTexts.size() - 1;
    }

    private int chain(List<LayerId> chain) {
        Integer known = chains.putIfAbsent(chain, chainList.size());
        if (known != null) {
            return known;
        }
        chainList.add(chain.stream().map(this::layer).toList());
        return chainList.size() - 1;
    }

    private int targets(List<String> list) {
        Integer known = targets.putIfAbsent(list, targetList.size());
        if (known != null) {
            return known;
        }
        targetList.add(list.stream().map(this::text).toList());
        return targetList.size() - 1;
    }
}
