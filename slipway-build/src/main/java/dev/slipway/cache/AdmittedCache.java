// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.oci.Descriptor;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Refusals;
import dev.slipway.trust.Trust;
import dev.slipway.trust.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A cache that was read and judged once and for all, to be taken as a whole.
 *
 * @param document what of it may be used; all signatures that must hold do
 * @param refusals the rest
 */
public record AdmittedCache(CacheBackend source, CacheDocument document, Refusals refusals) implements CacheBackend {
    /**
     * Reads it.
     *
     * @throws MalformedCacheException if there is none
     */
    public static AdmittedCache read(CacheBackend source, Trust trust) throws IOException, InterruptedException {
        CacheDocument all = source.load()
                .orElseThrow(() -> new MalformedCacheException(source.name() + ": there is no cache; expected what"
                        + " --cache-to or \"slipway cache export\" wrote"));
        Admission admission = new Admission(trust, true);
        CacheDocument admitted = admission.admitted(all);
        if (trust.requiresSigned()) {
            admission.refusals().requireSound(source.name());
        }
        List<Entry<CachedHistory>> histories = admitted.histories().stream()
                .filter(entry -> entry.claim(Claim.Kind.HISTORY)
                        .map(claim -> trust.judge(claim, entry.seal()))
                        .filter(Verdict::isAccepted)
                        .isPresent())
                .toList();
        return new AdmittedCache(source, admitted.with(histories), admission.refusals());
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Optional<CacheDocument> load() {
        return Optional.of(document);
    }

    @Override
    public void publish(Merge merge) throws IOException, InterruptedException {
        source.publish(merge);
    }

    @Override
    public boolean hasBlob(Descriptor blob) throws IOException, InterruptedException {
        return source.hasBlob(blob);
    }

    @Override
    public void putBlob(Descriptor blob, BlobSource blobSource, Transfer progress)
            throws IOException, InterruptedException {
        source.putBlob(blob, blobSource, progress);
    }

    @Override
    public InputStream openBlob(Descriptor blob, Transfer progress) throws IOException {
        return source.openBlob(blob, progress);
    }
}
