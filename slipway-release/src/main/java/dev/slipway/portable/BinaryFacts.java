// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.ElfFault;
import java.util.List;
import java.util.Optional;

/**
 * What is known of where a binary runs.
 *
 * @param searchPath its rpath and runpath
 * @param privateSymbols that it wants of libraries which keep them for themselves
 * @param nameService what in a static glibc binary loads libraries at run time after all
 * @param faults what could not be read
 */
public record BinaryFacts(
        String architecture,
        long size,
        Linkage linkage,
        Optional<String> interpreter,
        List<String> needed,
        Optional<String> soname,
        List<String> searchPath,
        Libc libc,
        Wants wants,
        List<String> privateSymbols,
        Allocator allocator,
        List<String> nameService,
        Isa isa,
        Hardening hardening,
        Origin origin,
        List<ElfFault> faults) {
    public BinaryFacts {
        needed = List.copyOf(needed);
        searchPath = List.copyOf(searchPath);
        privateSymbols = List.copyOf(privateSymbols);
        nameService = List.copyOf(nameService);
        faults = List.copyOf(faults);
    }
}
