// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

/**
 * What the entries of a list may need together. Lists are held in memory, several at a time, and anybody may have written
 * them: readers refuse what is more, so writers leave it out.
 */
final class ListBudget {
    /** Of one entry. */
    static final int MOST_ATTRIBUTES = 64;
    /** Of the names and values of one entry's attributes. */
    static final int MOST_ATTRIBUTE_BYTES = 64 << 10;
    /** Of all packs, and as often entries may name one: of files of 4 MiB each, a terabyte. */
    static final int MOST_CHUNKS = 250_000;

    private static final int MOST_ATTRIBUTES_OF_ALL = 100_000;
    private static final int MOST_TEXT = 24 << 20;

    private int entries;
    private int chunks;
    private int attributes;
    private long text;

    /** Takes the entry, if there is room for it. */
    boolean take(MountEntry entry) {
        int addedChunks =
                entry instanceof MountEntry.Regular file ? file.chunks().size() : 0;
        int addedAttributes = entry.meta().attributes().size();
        long addedText = text(entry);
        boolean fits = entries < MountList.MOST_ENTRIES
                && addedChunks <= MOST_CHUNKS - chunks
                && addedAttributes <= MOST_ATTRIBUTES_OF_ALL - attributes
                && addedText <= MOST_TEXT - text;
        if (fits) {
            entries++;
            chunks += addedChunks;
            attributes += addedAttributes;
            text += addedText;
        }
        return fits;
    }

    private static long text(MountEntry entry) {
        long length = entry.path().text().length() + attributeBytes(entry.meta());
        return entry instanceof MountEntry.Link link ? length + link.target().length() : length;
    }

    private static long attributeBytes(MountEntry.Meta meta) {
        long bytes = 0;
        for (var attribute : meta.attributes().entrySet()) {
            bytes += attribute.getKey().length() + attribute.getValue().length();
        }
        return bytes;
    }

    /** Whether an entry may have these attributes. */
    static boolean allows(MountEntry.Meta meta) {
        return meta.attributes().size() <= MOST_ATTRIBUTES && attributeBytes(meta) <= MOST_ATTRIBUTE_BYTES;
    }
}
