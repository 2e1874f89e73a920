// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the tables of symbols: the dynamic one by what the loader knows, the other one by its section. */
final class SymbolReader {
    private final ElfBytes bytes;
    private final ElfFile file;
    private final DynamicReader dynamic;
    private final Map<Integer, VersionNeed> needs = new HashMap<>();
    private final Map<Integer, String> definitions = new HashMap<>();

    SymbolReader(ElfBytes bytes, ElfFile file, DynamicReader dynamic) {
        this.bytes = bytes;
        this.file = file;
        this.dynamic = dynamic;
        for (VersionNeed need : file.versionNeeds()) {
            needs.put(need.index(), need);
        }
        for (VersionDefinition definition : file.versionDefinitions()) {
            if (!definition.isBase()) {
                definitions.put(definition.index(), definition.name());
            }
        }
    }

    /** A table of symbols and that of their names. */
    private record Table(long at, long entry, long count, long names, long namesEnd) {}

    /** @return whether there is such a table */
    boolean all(Symbol.Visitor visitor) throws IOException {
        for (Section section : file.sections()) {
            if (section.type() == Section.SYMTAB) {
                each(table(section), -1, visitor);
                return true;
            }
        }
        return false;
    }

    private Table table(Section section) throws IOException {
        bytes.require(section.offset(), section.size(), section.name());
        if (section.link() >= file.sections().size()) {
            throw new MalformedElfException(
                    ElfFault.Kind.BAD_HEADER, section.name() + " has its names in section " + section.link());
        }
        Section names = file.sections().get((int) section.link());
        bytes.require(names.offset(), names.size(), names.name());
        long entry = bytes.is64() ? 24 : 16;
        return new Table(
                section.offset(), entry, section.size() / entry, names.offset(), names.offset() + names.size());
    }

    void dynamic(Symbol.Visitor visitor) throws IOException {
        DynamicTable table = file.dynamic();
        if (!table.has(DynamicTable.SYMTAB)) {
            return;
        }
        long at = dynamic.offset(table.value(DynamicTable.SYMTAB), "the table of dynamic symbols");
        long names = dynamic.offset(table.value(DynamicTable.STRTAB), "the table of dynamic names");
        long namesSize = table.value(DynamicTable.STRSZ);
        bytes.require(names, namesSize, "the table of dynamic names");
        long entry = bytes.is64() ? 24 : 16;
        long count = new SymbolCount(bytes, file, dynamic).of(at);
        if (count < 0 || count > bytes.size() / entry) {
            throw new MalformedElfException(
                    ElfFault.Kind.TOO_MANY,
                    Long.toUnsignedString(count) + " dynamic symbols in " + bytes.size() + " bytes");
        }
        bytes.require(at, count * entry, "the table of dynamic symbols");
        long versions = -1;
        if (table.has(DynamicTable.VERSYM)) {
            versions = dynamic.offset(table.value(DynamicTable.VERSYM), "the table of symbols' versions");
            bytes.require(versions, count * 2, "the table of symbols' versions");
        }
        each(new Table(at, entry, count, names, names + namesSize), versions, visitor);
    }

    // the first symbol of each table is none
    private void each(Table table, long versions, Symbol.Visitor visitor) throws IOException {
        for (long i = 1; i < table.count; i++) {
            long at = table.at + i * table.entry;
            long nameAt = bytes.u32(at);
            Symbol.Place place = place(at);
            if (nameAt == 0) {
                continue;
            }
            String name = bytes.name(table.names + nameAt, table.namesEnd);
            int version = versions < 0 ? 1 : bytes.u16(versions + 2 * i) & 0x7fff;
            visitor.symbol(symbol(name, version, place));
        }
    }

    private Symbol symbol(String name, int version, Symbol.Place place) {
        if (version > 1) {
            @Nullable VersionNeed need = needs.get(version);
            // a copy of a library's variable is defined here, and its version is still the library's
            if (need != null) {
                return new Symbol(name, Optional.of(need.name()), Optional.of(need.library()), place);
            }
            @Nullable String definition = definitions.get(version);
            if (definition != null) {
                return new Symbol(name, Optional.of(definition), Optional.empty(), place);
            }
        }
        return new Symbol(name, Optional.empty(), Optional.empty(), place);
    }

    private Symbol.Place place(long at) throws IOException {
        return bytes.is64()
                ? new Symbol.Place(bytes.u8(at + 4), bytes.u16(at + 6), bytes.u64(at + 8), bytes.u64(at + 16))
                : new Symbol.Place(bytes.u8(at + 12), bytes.u16(at + 14), bytes.u32(at + 4), bytes.u32(at + 8));
    }
}
