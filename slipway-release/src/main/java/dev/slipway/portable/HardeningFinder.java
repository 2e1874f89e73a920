// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.ElfFile;
import dev.slipway.elf.ElfHeader.ElfType;
import dev.slipway.elf.Segment;
import dev.slipway.elf.TextScan;
import dev.slipway.portable.Hardening.Relro;
import dev.slipway.portable.Hardening.Seen;
import java.util.Optional;

/** Tells what of hardening a file has, by its segments, its dynamic section and its symbols. */
final class HardeningFinder {
    private final ElfFile file;
    private final Linkage linkage;
    private final Marks marks;
    private final TextScan texts;

    HardeningFinder(ElfFile file, Linkage linkage, Marks marks, TextScan texts) {
        this.file = file;
        this.linkage = linkage;
        this.marks = marks;
        this.texts = texts;
    }

    Hardening find() {
        Optional<Segment> stack = file.segment(Segment.GNU_STACK);
        boolean bindsNow = linkage.isStatic() || file.dynamic().bindsNow();
        boolean hasRelro = file.segment(Segment.GNU_RELRO).isPresent();
        return new Hardening(
                file.header().type() == ElfType.SHARED,
                hasRelro ? (bindsNow ? Relro.FULL : Relro.PARTIAL) : Relro.NONE,
                stack.isPresent() && !stack.get().isExecutable(),
                bindsNow,
                file.dynamic().hasTextRelocations(),
                seen(marks.hasStackProtector() || texts.has(Texts.STACK_PROTECTOR)),
                seen(marks.hasFortified()),
                Properties.branchProtection(file));
    }

    private Seen seen(boolean found) {
        if (linkage.isStatic() && (found || file.isStripped())) {
            return Seen.UNKNOWN;
        }
        return found ? Seen.YES : Seen.NO;
    }
}
