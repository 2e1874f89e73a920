// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoredImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code slipway image} on a store. */
class ImageStoreTest {
    @TempDir
    Path folder;

    private void put(String... names) {
        try (Store store = Store.open(folder)) {
            for (String name : List.of(names)) {
                Digest config = Digest.of(name.substring(0, name.indexOf(':')));
                store.images()
                        .put(new StoredImage(
                                "docker.io/library/" + name,
                                config,
                                Json.object().build(),
                                config,
                                Optional.of(Chain.SCRATCH),
                                Instant.EPOCH));
            }
        }
    }

    /** The status and all that was printed. */
    private String image(String... words) {
        Console console = new Console(Map.of("SLIPWAY_ROOT", folder.toString()));
        String[] all = new String[words.length + 1];
        all[0] = "image";
        System.arraycopy(words, 0, all, 1, words.length);
        int status = console.run(all);
        return console.out() + console.err() + status;
    }

    @Test
    void rmGoesOnAfterAnImageThatIsNotThere() {
        put("one:latest", "two:1");

        assertThat(image("rm", "one", "nosuch", "two:1"))
                .startsWith("Untagged: one:latest\nUntagged: two:1\nerror: there is no image of that name")
                .contains("nosuch")
                .endsWith("2");
        assertThat(image("ls", "-q")).isEqualTo("0");
        assertThat(image("rm", "-f", "nosuch")).isEqualTo("0");
    }

    @Test
    void inspectTellsAllNamesOfTheId() throws Exception {
        put("one:latest", "two:1");
        image("tag", "one", "other:x");

        try (Store store = Store.open(folder)) {
            assertThat(store.images().list()).hasSize(3);
        }
        String told = image("inspect", "one");
        Json json = JsonParser.parse(told.substring(0, told.length() - 1));
        Json described = json.items().getFirst();
        assertThat(described.texts("RepoTags")).containsExactly("one:latest", "other:x");
    }
}
