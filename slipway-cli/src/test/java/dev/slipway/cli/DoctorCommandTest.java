// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.exec.doctor.Finding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    private static Finding of(Finding.Grade grade, String topic, String value, String... remedy) {
        return new Finding(
                grade,
                topic,
                value,
                Optional.of(remedy).filter(r -> r.length > 0).map(r -> r[0]));
    }

    @Test
    void eachFindingHasItsRemedyBelow() {
        assertThat(DoctorCommand.text(List.of(
                        of(Finding.Grade.GOOD, "OCI runtime", "crun 1.8"),
                        of(
                                Finding.Grade.LIMITED,
                                "binfmt",
                                "no emulators",
                                "apt-get install qemu-user-static\nand more"),
                        of(Finding.Grade.BAD, "overlay", "refused", "modprobe overlay"))))
                .isEqualTo("""
                        ok       OCI runtime  crun 1.8
                        limited  binfmt       no emulators
                                 -> apt-get install qemu-user-static
                                 -> and more
                        bad      overlay      refused
                                 -> modprobe overlay

                        Builds do not work here yet: mend what is marked "bad".
                        """);
    }

    @Test
    void aGoodMachineIsCalledGood() {
        assertThat(DoctorCommand.text(List.of(of(Finding.Grade.GOOD, "a", "b"))))
                .endsWith("All is as it should be.\n");
    }
}
