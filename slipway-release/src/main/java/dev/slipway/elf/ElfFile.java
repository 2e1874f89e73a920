// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.util.List;
import java.util.Optional;

/**
 * An ELF file, without its content and its symbols, which {@link ElfReader} gives one by one.
 *
 * @param interpreter the program that loads it
 * @param faults what could not be read; the rest was
 */
public record ElfFile(
        ElfHeader header,
        long size,
        List<Segment> segments,
        List<Section> sections,
        Optional<String> interpreter,
        DynamicTable dynamic,
        List<VersionNeed> versionNeeds,
        List<VersionDefinition> versionDefinitions,
        List<Note> notes,
        List<ElfFault> faults) {
    public ElfFile {
        segments = List.copyOf(segments);
        sections = List.copyOf(sections);
        versionNeeds = List.copyOf(versionNeeds);
        versionDefinitions = List.copyOf(versionDefinitions);
        notes = List.copyOf(notes);
        faults = List.copyOf(faults);
    }

    /** The first section of that name. */
    public Optional<Section> section(String name) {
        for (Section section : sections) {
            if (section.name().equals(name)) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    /** The first segment of that type. */
    public Optional<Segment> segment(long type) {
        for (Segment segment : segments) {
            if (segment.type() == type) {
                return Optional.of(segment);
            }
        }
        return Optional.empty();
    }

    /** Whether it has a dynamic section. */
    public boolean isDynamic() {
        return segment(Segment.DYNAMIC).isPresent();
    }

    /** Whether it holds what a debugger reads and not the program: its code has a size and no content. */
    public boolean isDebugOnly() {
        Optional<Section> text = section(".text");
        return text.isPresent()
                && text.get().type() == Section.NOBITS
                && text.get().size() > 0;
    }

    /** Whether it has no table of all symbols. */
    public boolean isStripped() {
        return sections.stream().noneMatch(section -> section.type() == Section.SYMTAB);
    }
}
