// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.text.Glob;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waivers let pass. */
class VerdictTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
    private static final Violation POW = violation("release", "dist/amd64/power", "pow@GLIBC_2.29");

    private static Violation violation(String policy, String file, String subject) {
        return new Violation(
                "glibc", policy, file, subject, "libm.so.6", new Violation.Words("newer", "build elsewhere"), true);
    }

    private static Waiver waiver(String file, String subject, LocalDate expires) {
        return new Waiver(
                "release",
                new Waiver.Match(new Glob("glibc"), new Glob(file), new Glob(subject)),
                "nobody calls it",
                expires);
    }

    private static Verdict verdict(Violation found, Waiver waiver) {
        return Verdict.of(List.of(found), List.of(waiver), TODAY);
    }

    @Test
    void aFileIsNamedWholeByItsEndOrByAPattern() {
        for (String file : List.of("dist/amd64/power", "power", "amd64/power", "dist/*", "*")) {
            Verdict verdict = verdict(POW, waiver(file, "pow", TODAY));
            assertThat(verdict.violations()).as(file).isEmpty();
            assertThat(verdict.waived()).as(file).hasSize(1);
            assertThat(verdict.isBroken()).as(file).isFalse();
        }
        for (String file : List.of("ower", "amd64", "dist/power")) {
            assertThat(verdict(POW, waiver(file, "pow", TODAY)).violations())
                    .as(file)
                    .hasSize(1);
        }
    }

    @Test
    void aSymbolIsNamedWithItsVersionOrWithout() {
        assertThat(verdict(POW, waiver("*", "pow@GLIBC_2.29", TODAY)).isBroken())
                .isFalse();
        assertThat(verdict(POW, waiver("*", "p*", TODAY)).isBroken()).isFalse();
        assertThat(verdict(POW, waiver("*", "po", TODAY)).isBroken()).isTrue();
    }

    @Test
    void whatHasExpiredCountsNoMoreAndIsTold() {
        Waiver old = waiver("*", "*", TODAY.minusDays(1));

        Verdict verdict = verdict(POW, old);

        assertThat(verdict.isBroken()).isTrue();
        assertThat(verdict.expired()).containsExactly(old);
        assertThat(verdict.unused()).isEmpty();
    }

    @Test
    void whatIsForNothingIsTold() {
        Waiver other = waiver("*", "exp", TODAY);

        assertThat(verdict(POW, other).unused()).containsExactly(other);
    }

    @Test
    void aWaiverIsOfItsPolicyAlone() {
        Violation elsewhere = violation("strict", "power", "pow@GLIBC_2.29");

        assertThat(verdict(elsewhere, waiver("*", "*", TODAY)).isBroken()).isTrue();
    }

    @Test
    void whatCanNotBeReadIsNeverWaived() {
        Violation torn = PolicyCheck.unreadable("power", "the file is cut off");

        assertThat(verdict(torn, waiver("*", "*", TODAY)).isBroken()).isTrue();
    }
}
