// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class X86ScanTest {
    @ParameterizedTest
    @CsvSource({
        "f3 0f b8 c1, POPCNT", // popcnt eax, ecx
        "66 0f 38 00 c1, SSSE3", // pshufb xmm0, xmm1
        "66 0f 38 40 05 00 00 00 00, SSE4_1", // pmulld xmm0, [rip]
        "66 0f 3a 0b c1 09, SSE4_1", // roundsd
        "f2 48 0f 38 f1 c8, SSE4_2", // crc32 rcx, rax
        "48 0f c7 0f, CX16", // cmpxchg16b [rdi]
        "c5 f8 58 c1, AVX", // vaddps xmm0, xmm0, xmm1
        "c5 fd fe c1, AVX2", // vpaddd ymm0, ymm0, ymm1
        "c4 e2 7d 58 c0, AVX2", // vpbroadcastd ymm0, xmm0
        "c4 e2 f9 98 c1, FMA", // vfmadd132pd
        "c4 e2 70 f2 c2, BMI", // andn
        "62 f1 7c 48 58 c1, AVX512", // vaddps zmm0, zmm0, zmm1
        "66 0f 38 dc c1, AES"
    })
    void anInstructionIsCountedOnceAndTheNextOneBeginsBehindIt(String hex, CpuFeature feature) {
        byte[] one = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] code = new byte[one.length * 10 + 16];
        for (int i = 0; i < 10; i++) {
            System.arraycopy(one, 0, code, i * one.length, one.length);
        }
        X86Scan scan = new X86Scan(true);
        scan.begin();

        int end = scan.scan(code, one.length * 10);

        assertThat(end).isEqualTo(one.length * 10);
        assertThat(scan.count(feature)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        // an immediate, a displacement and an address that look like vzeroupper
        "48 b8 c5 f8 77 c5 f8 77 c5 f8",
        "8b 80 c5 f8 77 00",
        "c7 84 24 c5 f8 77 00 c5 f8 77 00",
        "e8 c5 f8 77 00",
        "66 c7 05 c5 f8 77 00 c5 f8"
    })
    void bytesInTheMiddleOfAnInstructionAreNone(String hex) {
        byte[] one = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] code = new byte[one.length + 16];
        System.arraycopy(one, 0, code, 0, one.length);
        X86Scan scan = new X86Scan(true);
        scan.begin();

        assertThat(scan.scan(code, one.length)).isEqualTo(one.length);
        assertThat(scan.count(CpuFeature.AVX)).isZero();
    }
}
