// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.ElfFile;
import dev.slipway.elf.TextScan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what {@code malloc} is. An allocator on the linker's command line is not yet the one that is used: only when its
 * function is at malloc's address.
 */
final class AllocatorFinder {
    private static final List<List<String>> FUNCTIONS = List.of(
            List.of("mimalloc", "mi_malloc"),
            List.of("jemalloc", "je_malloc"),
            List.of("tcmalloc", "tc_malloc"),
            List.of("rpmalloc", "rpmalloc"));

    private final ElfFile file;
    private final Marks marks;
    private final TextScan texts;

    AllocatorFinder(ElfFile file, Marks marks, TextScan texts) {
        this.file = file;
        this.marks = marks;
        this.texts = texts;
    }

    Allocator find() {
        for (String library : file.dynamic().needed()) {
            for (String name : List.of("mimalloc", "jemalloc", "tcmalloc")) {
                if (library.startsWith("lib" + name)) {
                    return new Allocator(name, "needs " + library);
                }
            }
        }
        return bySymbols().orElseGet(this::byTexts);
    }

    private Optional<Allocator> bySymbols() {
        Map<String, Long> places = marks.allocators();
        Long malloc = places.get("malloc");
        if (malloc == null) {
            return Optional.empty();
        }
        for (List<String> pair : FUNCTIONS) {
            Long other = places.get(pair.getLast());
            if (other != null && other.equals(malloc)) {
                return Optional.of(new Allocator(pair.getFirst(), "malloc is " + pair.getLast()));
            }
        }
        // jemalloc's functions have no prefix when it takes malloc's place
        if (places.containsKey("mallocx") && places.containsKey("malloc_stats_print")) {
            return Optional.of(new Allocator("jemalloc", "malloc beside mallocx"));
        }
        for (List<String> pair : FUNCTIONS) {
            if (places.containsKey(pair.getLast())) {
                return Optional.of(
                        new Allocator("libc", pair.getFirst() + " is linked, and malloc is another function"));
            }
        }
        return file.isStripped() ? Optional.empty() : Optional.of(new Allocator("libc", "no other is linked"));
    }

    private Allocator byTexts() {
        boolean hasOther = false;
        for (List<String> wanted : List.of(Texts.MIMALLOC, Texts.JEMALLOC, Texts.TCMALLOC)) {
            hasOther |= texts.has(wanted.getFirst());
        }
        if (!hasOther) {
            return new Allocator("libc", "no other's texts");
        }
        String name = texts.has(Texts.MIMALLOC.getFirst())
                ? "mimalloc"
                : texts.has(Texts.JEMALLOC.getFirst()) ? "jemalloc" : "tcmalloc";
        return new Allocator(name, "its texts; whether malloc is its function can't be seen without symbols");
    }
}
