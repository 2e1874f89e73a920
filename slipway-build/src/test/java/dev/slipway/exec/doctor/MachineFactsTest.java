// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFactsTest {
    @TempDir
    Path folder;

    private List<Finding> findings() {
        return new MachineFacts(Map.of("PATH", folder.toString(), "USER", "nobody-we-know"), folder.resolve("store"))
                .findings();
    }

    @Test
    void everythingThatIsNotGoodHasARemedy() {
        assertThat(findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.remedy().isPresent())
                        .as("%s", finding)
                        .isEqualTo(finding.grade() != Finding.Grade.GOOD));
    }

    @Test
    void everyTopicIsLookedAt() {
        assertThat(findings())
                .extracting(Finding::topic)
                .contains("kernel", "OCI runtime", "cgroups", "seccomp", "user namespaces", "overlay", "disk");
    }

    @Test
    void runtimeTellsItsVersion() throws Exception {
        Path crun = Files.writeString(folder.resolve("crun"), "#!/bin/sh\necho crun version 99.1\n");
        Files.setAttribute(crun, "unix:mode", 0755);

        assertThat(findings())
                .anySatisfy(finding -> assertThat(finding.value()).isEqualTo("crun version 99.1 (" + crun + ")"));
    }

    @Test
    void userWithoutSubordinateIdsIsToldTheCommand() {
        assertThat(findings())
                .anySatisfy(finding ->
                        assertThat(finding.remedy()).contains("usermod --add-subuids 100000-165535 nobody-we-know"));
    }

    @Test
    void withoutSubordinateIdsOrWhatHandsThemOutAPlainUserCannotBuild() {
        assertThat(findings())
                .filteredOn(finding -> List.of("/etc/subuid", "/etc/subgid", "newuidmap", "newgidmap")
                        .contains(finding.topic()))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(finding -> assertThat(finding.grade()).isEqualTo(Finding.Grade.BAD));
    }
}
