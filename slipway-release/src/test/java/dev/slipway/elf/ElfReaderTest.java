// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElfReaderTest {
    static Stream<Arguments> shapes() {
        return Stream.of(true, false)
                .flatMap(is64 -> Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                        .map(order -> Arguments.of(is64, order)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aFileWithoutSectionsIsReadAsTheLoaderReadsIt(boolean is64, ByteOrder order) throws IOException {
        ElfReader reader = read(ElfMaker.dynamic(is64, order));
        List<Symbol> symbols = new ArrayList<>();

        List<ElfFault> faults = reader.dynamicSymbols(symbols::add);

        ElfFile file = reader.file();
        assertThat(faults).isEmpty();
        assertThat(file.faults()).isEmpty();
        assertThat(file.header().is64()).isEqualTo(is64);
        assertThat(file.interpreter()).contains("/lib/ld-linux.so.2");
        assertThat(file.dynamic().needed()).containsExactly("libm.so.6");
        assertThat(file.dynamic().bindsNow()).isTrue();
        assertThat(file.dynamic().isPie()).isTrue();
        assertThat(symbols).extracting(Symbol::versioned).containsExactly("pow@GLIBC_2.29");
        assertThat(symbols).extracting(Symbol::library).containsExactly(java.util.Optional.of("libm.so.6"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aFileThatIsCutOffAnywhereHasANamedFault(boolean is64, ByteOrder order) throws IOException {
        byte[] whole = ElfMaker.dynamic(is64, order);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            boolean told;
            try {
                told = !read(part).file().faults().isEmpty();
            } catch (MalformedElfException e) {
                told = !e.fault().detail().isEmpty();
            }
            assertThat(told).as("cut off after %d bytes", length).isTrue();
        }
    }

    @Test
    void whatIsNoElfFileSaysSo() {
        assertThatThrownBy(() -> read("#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedElfException.class)
                .hasMessageContaining("no ELF file");
    }

    @Test
    void aClassThatThereIsNotIsNamed() {
        byte[] file = ElfMaker.dynamic(true, ByteOrder.LITTLE_ENDIAN);
        file[4] = 9;

        assertThatThrownBy(() -> read(file)).hasMessageContaining("class 9");
    }

    @Test
    void headersBeyondTheEndAreNamedWithTheirPlace() {
        byte[] file = ElfMaker.dynamic(true, ByteOrder.LITTLE_ENDIAN);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(32, 0x7fffffffffffff00L);

        assertThatThrownBy(() -> read(file))
                .hasMessageContaining("program headers")
                .hasMessageContaining("7fffffffffffff00");
    }

    @Test
    void aClaimOfMoreSectionsThanAnyFileHasCostsNothing() throws IOException {
        byte[] file = Arrays.copyOf(ElfMaker.dynamic(true, ByteOrder.LITTLE_ENDIAN), 2000);
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(40, 1900).putShort(58, (short) 64).putLong(1900 + 32, Long.MAX_VALUE);

        ElfFile read = read(file).file();

        assertThat(read.sections()).isEmpty();
        assertThat(read.faults()).extracting(ElfFault::kind).containsExactly(ElfFault.Kind.TOO_MANY);
    }

    private static ElfReader read(byte[] file) throws IOException {
        return new ElfReader(ElfInput.of(file));
    }
}
