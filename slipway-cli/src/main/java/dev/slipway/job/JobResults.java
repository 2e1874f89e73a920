// SPDX-License-Identifier: Apache-2.0
package dev.slipway.job;

import dev.slipway.digest.Digest;
import dev.slipway.digest.RandomHex;
import dev.slipway.snapshot.KeptFolder;
import dev.slipway.snapshot.KeptFolders;
import dev.slipway.snapshot.Store;
import dev.slipway.text.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What jobs have left in the store, by their keys: the newest of each counts. */
final class JobResults {
    /** What the names of kept results begin with. */
    static final String PREFIX = "job-result/";

    private final Store store;

    JobResults(Store store) {
        this.store = store;
    }

    Optional<JobResult> find(Digest key) throws InterruptedException {
        Optional<KeptFolder> kept = store.keptFolders().newest(PREFIX + key.hex() + "/");
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Path artifacts = kept.get().folder().resolve(JobResult.ARTIFACTS);
        // it may have come from elsewhere: what is no folder itself leads anywhere
        if (!Files.isDirectory(artifacts, LinkOption.NOFOLLOW_LINKS)) {
            kept.get().close();
            return Optional.empty();
        }
        return Optional.of(new JobResult(kept.get(), new Artifacts().digest(artifacts)));
    }

    /** A new folder that {@link #keep} takes, with an empty one in it for artifacts. */
    Path begin() {
        Path made = store.newTempFolder();
        try {
            Files.createDirectory(made.resolve(JobResult.ARTIFACTS));
        } catch (IOException e) {
            throw new HostException("cannot make a folder in the store: " + e.getMessage(), e);
        }
        return made;
    }

    JobResult keep(Digest key, Path made, Path log) throws InterruptedException {
        try {
            Files.copy(log, made.resolve(JobResult.LOG), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new HostException("cannot keep the log " + log + ": " + e.getMessage(), e);
        }
        KeptFolders folders = store.keptFolders();
        String id = PREFIX + key.hex() + "/" + RandomHex.ofBytes(8);
        folders.keep(id, made);
        KeptFolder kept = folders.find(id)
                .orElseThrow(
                        () -> new HostException("what a job made is gone from the store: somebody has removed it"));
        return new JobResult(kept, new Artifacts().digest(kept.folder().resolve(JobResult.ARTIFACTS)));
    }
}
