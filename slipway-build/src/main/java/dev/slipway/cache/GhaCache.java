// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.oci.Descriptor;
import dev.slipway.oci.VerifiedStream;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cache in the service of GitHub Actions. Entries can't be changed there, so each state of the document is an entry of the
 * next number; who finds a number taken waits for its writer, and merges with that.
 */
public final class GhaCache implements CacheBackend {
    private static final String BLOB = "slipway-blob-1-";
    private static final String INDEX = "slipway-index-";
    private static final int ATTEMPTS = 20;
    private static final int POLLS = 30;
    private static final long POLL_MILLIS = 500;

    private final GhaAccess access;
    private final GhaScopes scopes;
    private @Nullable GhaWire wire;

    public GhaCache(GhaAccess access) {
        this.access = access;
        this.scopes = GhaScopes.of(access.token());
    }

    @Override
    public String name() {
        return "gha:" + access.scope();
    }

    // the time runs from the first use
    private synchronized GhaWire wire() {
        GhaWire known = wire;
        if (known == null) {
            known = new GhaWire(access.timeout());
            wire = known;
        }
        return known;
    }

    private GhaService service() {
        return new GhaService(access, wire());
    }

    private String index(String scope) {
        return INDEX + access.scope() + "-1-" + GhaScopes.mark(scope) + "#";
    }

    @Override
    public Optional<CacheDocument> load() throws IOException, InterruptedException {
        Optional<CacheDocument> all = Optional.empty();
        for (String scope : scopes.readable()) {
            Optional<GhaService.Found> entry = newest(scope);
            if (entry.isPresent()) {
                CacheDocument one = read(entry.get());
                all = Optional.of(all.map(before -> before.plus(one)).orElse(one));
            }
        }
        return all;
    }

    private Optional<GhaService.Found> newest(String scope) throws IOException, InterruptedException {
        return service().find(index(scope)).filter(found -> found.key().startsWith(index(scope)));
    }

    private CacheDocument read(GhaService.Found entry) throws IOException {
        try (InputStream in = new GhaDownload(service(), entry)) {
            return CacheDocument.read(in.readNBytes(CacheDocument.MAX_BYTES + 1), name());
        }
    }

    @Override
    public void publish(Merge merge) throws IOException, InterruptedException {
        long taken = 0;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<GhaService.Found> entry = newest(scopes.writable());
            CacheDocument there = entry.isPresent() ? mergeable(entry.get()) : CacheDocument.EMPTY;
            if (merge.isIn(there)) {
                return;
            }
            // before a number is taken: it may turn out that ours must be merged anew
            byte[] document = merge.onto(there).toReadableBytes(name());
            long next = Math.max(taken, entry.map(GhaCache::number).orElse(0L)) + 1;
            String key = index(scopes.writable()) + next;
            Optional<URI> address = service().create(key);
            if (address.isPresent()) {
                put(key, address.get(), BlobSource.of(document), document.length);
            } else if (!isThereSoon(next)) {
                taken = next;
            }
        }
        throw new IOException(
                name() + ": other writers were faster " + ATTEMPTS + " times; give them scopes of their own");
    }

    private CacheDocument mergeable(GhaService.Found entry) throws IOException {
        try {
            return read(entry);
        } catch (MalformedCacheException _) {
            return CacheDocument.EMPTY;
        }
    }

    // whoever has the number is still sending, or was stopped
    private boolean isThereSoon(long number) throws IOException, InterruptedException {
        for (int poll = 0; poll < POLLS; poll++) {
            if (newest(scopes.writable()).map(GhaCache::number).orElse(0L) >= number) {
                return true;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return false;
    }

    private static long number(GhaService.Found entry) {
        try {
            return Long.parseLong(entry.key().substring(entry.key().lastIndexOf('#') + 1));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private void put(String key, URI address, BlobSource source, long size) throws IOException, InterruptedException {
        new GhaUpload(wire(), address, source, size).run(Transfer.UNWATCHED);
        service().complete(key, size);
    }

    @Override
    public boolean hasBlob(Descriptor blob) throws IOException, InterruptedException {
        return find(blob).isPresent();
    }

    private Optional<GhaService.Found> find(Descriptor blob) throws IOException, InterruptedException {
        String key = BLOB + blob.digest();
        return service().find(key).filter(found -> found.key().equals(key));
    }

    @Override
    public void putBlob(Descriptor blob, BlobSource source, Transfer progress)
            throws IOException, InterruptedException {
        if (hasBlob(blob)) {
            return;
        }
        String key = BLOB + blob.digest();
        Optional<URI> address = service().create(key);
        // else somebody is sending it
        if (address.isPresent()) {
            new GhaUpload(wire(), address.get(), source, blob.size()).run(progress);
            service().complete(key, blob.size());
        }
    }

    @Override
    public InputStream openBlob(Descriptor blob, Transfer progress) throws IOException {
        try {
            GhaService.Found entry = find(blob)
                    .orElseThrow(() -> new MalformedCacheException(
                            name() + ": the blob " + blob.digest() + " is not there any more"));
            return new VerifiedStream(new GhaDownload(service(), entry), blob, name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
