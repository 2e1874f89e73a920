// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.explain.CommonName;
import dev.slipway.export.LayerOrigins;
import dev.slipway.json.Json;
import dev.slipway.oci.ImageReference;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.registry.Transfer;
import dev.slipway.task.Scope;
import dev.slipway.text.SlipwayException;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Claim;
import dev.slipway.trust.Refusals;
import dev.slipway.trust.Scopes;
import dev.slipway.trust.Trust;
import dev.slipway.trust.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the caches of one build know, judged. Each is read once, all at the same time, when first asked; one that cannot be
 * used is a warning. For several threads.
 */
public final class CacheImports implements LayerOrigins {
    private final List<CacheBackend> sources;
    private final Supplier<Trust> trust;
    private final Progress progress;
    private final Set<Digest> lost = ConcurrentHashMap.newKeySet();
    // by the payloads that were read, not by what is in them
    private final Map<Json, Verdict> judged = Collections.synchronizedMap(new IdentityHashMap<>());
    private @Nullable Known known;

    /** A layer and the cache that has it. */
    public record Located(CacheBackend source, CachedLayer layer) {
        public InputStream open(Transfer progress) throws IOException {
            return source.openBlob(layer.blob(), progress);
        }
    }

    /** A cache mount and the cache that has it. */
    public record LocatedMount(CacheBackend source, CachedMount mount) {}

    /** Where an earlier build is described. */
    record LocatedHistory(CacheBackend source, Entry<CachedHistory> entry) {
        CachedHistory history() {
            return entry.value();
        }
    }

    /** What was read, by scope and key; of several caches the first counts. */
    private record Known(
            Map<Digest, Entry<CachedRecord>> records,
            Map<Digest, Entry<CachedFact>> facts,
            Map<Digest, Located> layers,
            Map<Digest, LocatedMount> mounts,
            List<LocatedHistory> histories) {}

    /** @param trust asked when a cache is read */
    public CacheImports(List<CacheBackend> sources, Supplier<Trust> trust, Progress progress) {
        this.sources = List.copyOf(sources);
        this.trust = trust;
        this.progress = progress;
    }

    /** Of a build that reads no cache. */
    public static CacheImports none(Progress progress) {
        return new CacheImports(List.of(), () -> Trust.open(Scopes.DEFAULT), progress);
    }

    public boolean isEmpty() {
        return sources.isEmpty();
    }

    /** Whether others may write what is read here: a layer is to be unpacked then, and so verified, before it goes on. */
    public boolean isDoubted() {
        return !isEmpty() && trust.get().needsSeals();
    }

    /** What was done under the key, if all of its layers can be had. */
    public Optional<Entry<CachedRecord>> record(Digest key) throws InterruptedException {
        Known all = known();
        for (CacheScope scope : scopes()) {
            Entry<CachedRecord> entry = all.records().get(place(scope, key));
            if (entry != null
                    && hasLayers(all, entry.value())
                    && isAccepted(Claim.Kind.RECORD, entry, entry.value().description())) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private boolean hasLayers(Known all, CachedRecord record) {
        return record.layers().stream().allMatch(layer -> all.layers().containsKey(layer) && !lost.contains(layer));
    }

    /** A remembered computation. */
    public Optional<String> fact(String kind, Digest key) throws InterruptedException {
        Known all = known();
        for (CacheScope scope : scopes()) {
            Entry<CachedFact> entry =
                    all.facts().get(place(scope, new Hasher().put(kind).put(key).digest()));
            if (entry != null && isAccepted(Claim.Kind.FACT, entry, "the content of a copy")) {
                return Optional.of(entry.value().value());
            }
        }
        return Optional.empty();
    }

    /** The content of a cache mount, of the own scope before others that are read. */
    Optional<LocatedMount> mount(String id) throws InterruptedException {
        Known all = known();
        for (CacheScope scope : scopes()) {
            LocatedMount found = all.mounts().get(CachedMount.place(scope, id));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The newest earlier build of the own scope, else of others that are read; of those of a thing that with the same image. */
    synchronized Optional<LocatedHistory> history(CommonName name) {
        // asks nobody: what explains a step is not worth reading a cache
        List<LocatedHistory> all = known == null ? List.of() : known.histories();
        for (CacheScope scope : scopes()) {
            Optional<LocatedHistory> found = all.stream()
                    .filter(one -> one.history().name().thing().equals(name.thing()))
                    .filter(one -> one.history().scope().equals(scope) && isSound(Claim.Kind.HISTORY, one.entry()))
                    .max(Comparator.comparing((LocatedHistory one) ->
                                    one.history().name().image().equals(name.image()))
                            .thenComparing(one -> one.history().at()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What went into the key, by name, if a record that may be used says so; empty else. Asks nobody. */
    synchronized Map<String, String> inputs(Digest key) {
        Known all = known;
        if (all == null) {
            return Map.of();
        }
        for (CacheScope scope : scopes()) {
            Entry<CachedRecord> entry = all.records().get(place(scope, key));
            if (entry != null && isSound(Claim.Kind.RECORD, entry)) {
                return entry.value().inputs();
            }
        }
        return Map.of();
    }

    private boolean isSound(Claim.Kind kind, Entry<?> entry) {
        return entry.claim(kind)
                .map(claim -> trust.get().judge(claim, entry.seal()))
                .filter(Verdict::isAccepted)
                .isPresent();
    }

    /** For pushing layers that did not come here. */
    @Override
    public Optional<Origin> of(Digest diffId) {
        return layer(diffId).map(place -> {
            Optional<ImageReference> repository = place.source() instanceof RegistryCache registry
                    ? Optional.of(registry.repository())
                    : Optional.empty();
            return new Origin(place.layer().blob(), () -> place.open(Transfer.UNWATCHED), repository);
        });
    }

    /** Where the layer with this tar is. Asks nobody: only layers of records that were given out are of use. */
    public synchronized Optional<Located> layer(Digest diffId) {
        return known == null || lost.contains(diffId)
                ? Optional.empty()
                : Optional.ofNullable(known.layers().get(diffId));
    }

    /** The layer cannot be had after all: records with it are not given out any more. */
    public void lose(Digest diffId, String reason) {
        if (lost.add(diffId)) {
            warn("cache: the layer " + diffId + " cannot be used: " + reason + "; its steps are run instead");
        }
    }

    private List<CacheScope> scopes() {
        List<CacheScope> all = new ArrayList<>();
        all.add(trust.get().scopes().own());
        all.addAll(trust.get().scopes().others());
        return all;
    }

    private static Digest place(CacheScope scope, Digest key) {
        return new Hasher().put(scope.name()).put(key).digest();
    }

    private boolean isAccepted(Claim.Kind kind, Entry<?> entry, String what) {
        return judged.computeIfAbsent(entry.payload(), _ -> {
                    Optional<Claim> claim = entry.claim(kind);
                    Verdict verdict =
                            claim.isEmpty() ? Verdict.MALFORMED : trust.get().judge(claim.get(), entry.seal());
                    if (!verdict.isAccepted()) {
                        warn("cache: a record of " + what + " is not used: it is " + verdict.words());
                    }
                    return verdict;
                })
                .isAccepted();
    }

    private synchronized Known known() throws InterruptedException {
        Known all = known;
        if (all == null) {
            all = read();
            known = all;
        }
        return all;
    }

    private static void add(Known all, CacheBackend source, CacheDocument document) {
        for (Entry<CachedRecord> entry : document.records()) {
            all.records().putIfAbsent(place(entry.value().scope(), entry.value().key()), entry);
        }
        for (Entry<CachedFact> entry : document.facts()) {
            CachedFact fact = entry.value();
            Digest key = new Hasher().put(fact.kind()).put(fact.key()).digest();
            all.facts().putIfAbsent(place(fact.scope(), key), entry);
        }
        for (Entry<CachedMount> entry : document.mounts()) {
            CachedMount mount = entry.value();
            all.mounts().putIfAbsent(mount.place(), new LocatedMount(source, mount));
        }
        document.histories().forEach(entry -> all.histories().add(new LocatedHistory(source, entry)));
        document.layers().forEach((diffId, layer) -> all.layers().putIfAbsent(diffId, new Located(source, layer)));
    }

    private Known read() throws InterruptedException {
        List<Callable<CacheDocument>> work = new ArrayList<>();
        sources.forEach(source -> work.add(() -> load(source)));
        List<CacheDocument> documents = Scope.all(work);
        Known all = new Known(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>());
        for (int i = 0; i < documents.size(); i++) {
            add(all, sources.get(i), documents.get(i));
        }
        return all;
    }

    private CacheDocument load(CacheBackend source) throws InterruptedException {
        Digest step = Digest.of("import cache " + source.name());
        progress.declared(step, "importing cache manifest from " + source.name(), List.of());
        progress.started(step);
        Admission admission = new Admission(trust.get());
        CacheDocument admitted = CacheDocument.EMPTY;
        try {
            Optional<CacheDocument> document = source.load();
            if (document.isEmpty()) {
                progress.output(step, ProgressEvent.Stream.STDERR, "there is no cache yet\n");
            }
            admitted = admission.admitted(document.orElse(CacheDocument.EMPTY));
        } catch (SlipwayException | IOException e) {
            progress.output(step, ProgressEvent.Stream.STDERR, e.getMessage() + "\n");
            warn("cache: " + e.getMessage());
        }
        tell(step, source, admission.refusals());
        progress.done(step);
        return admitted;
    }

    // that others' scopes stand beside ours is nothing to warn of
    private void tell(Digest step, CacheBackend source, Refusals refusals) {
        if (trust.get().requiresSigned()) {
            refusals.requireSound(source.name());
        }
        Optional<String> summary = refusals.summary();
        summary.ifPresent(line -> progress.output(step, ProgressEvent.Stream.STDERR, line + "\n"));
        if (refusals.isWorthAWarning()) {
            summary.ifPresent(line -> warn("cache: " + source.name() + ": " + line));
        }
    }

    private void warn(String text) {
        CacheWarning.tell(progress, text);
    }
}
