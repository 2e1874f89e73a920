// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.json.JsonWriter;
import dev.slipway.mounts.ListReader;
import dev.slipway.mounts.ListWriter;
import dev.slipway.mounts.MountList;
import dev.slipway.mounts.SeenFiles;
import dev.slipway.snapshot.MountNotes;
import dev.slipway.trust.CacheScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is remembered of a cache mount here: the digests of its files, and for each cache what its folder had in common with
 * it when they last met. What cannot be read is as good as forgotten.
 */
record MountMemory(MountNotes notes) {
    private static final String FILES = "files";
    private static final String SEEN = "seen";

    /**
     * A meeting with a cache.
     *
     * @param scope of the entry that was met
     * @param list that of the entry, as it stood after
     * @param state what both had; with the packs that the cache has
     */
    record Meeting(CacheScope scope, Digest list, MountList state) {}

    /** The files as they were last seen. */
    MountList files() throws IOException {
        Optional<byte[]> note = notes.read(FILES);
        return note.isEmpty()
                ? MountList.EMPTY
                : list(note.get(), MountList.EMPTY).orElse(MountList.EMPTY);
    }

    /** @param files as {@link #files} gave them */
    SeenFiles seen(MountList files) throws IOException {
        Optional<byte[]> note = notes.read(SEEN);
        return note.isEmpty() ? new SeenFiles() : SeenFiles.read(note.get(), files);
    }

    void see(MountList files, byte[] seen) throws IOException {
        notes.write(FILES, ListWriter.toBytes(files));
        notes.write(SEEN, seen);
    }

    /** @param alike what is equal is shared with it */
    Optional<Meeting> meeting(String cache, MountList alike) throws IOException {
        Optional<byte[]> note = notes.read(name(cache));
        if (note.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = note.get();
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        Json header = header(Arrays.copyOf(bytes, end));
        Optional<CacheScope> scope = header.text("scope").flatMap(CacheScope::parse);
        Optional<Digest> list = header.text("list").flatMap(Digest::parse);
        Optional<MountList> state =
                list(Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length), alike);
        return scope.isPresent() && list.isPresent() && state.isPresent()
                ? Optional.of(new Meeting(scope.get(), list.get(), state.get()))
                : Optional.empty();
    }

    void meet(String cache, Meeting meeting) throws IOException {
        Json header = Json.object()
                .put("scope", meeting.scope().name())
                .put("list", meeting.list().toString())
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(JsonWriter.compactBytes(header));
        bytes.write('\n');
        bytes.writeBytes(ListWriter.toBytes(meeting.state()));
        notes.write(name(cache), bytes.toByteArray());
    }

    private static String name(String cache) {
        return "met-" + Digest.of(cache).hex().substring(0, 32);
    }

    private static Json header(byte[] bytes) {
        try {
            return JsonParser.parse(bytes);
        } catch (JsonSyntaxException _) {
            return Json.object().build();
        }
    }

    private static Optional<MountList> list(byte[] bytes, MountList alike) {
        try {
            return Optional.of(ListReader.read(new ByteArrayInputStream(bytes), alike));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
