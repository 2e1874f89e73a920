// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserResolverTest {
    @TempDir
    Path rootfs;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectory(rootfs.resolve("etc"));
        Files.writeString(rootfs.resolve("etc/passwd"), """
                # a comment
                root:x:0:0:root:/root:/bin/sh
                app:x:1000:1001:An App:/home/app:/bin/sh
                odd:x:abc
                1234:x:7:8::/seven:
                """);
        Files.writeString(rootfs.resolve("etc/group"), """
                root:x:0:
                app:x:1001:
                disk:x:6:app,other
                video:x:44:root,app
                """);
    }

    private User resolve(String spec) {
        return new UserResolver(rootfs).resolve(spec);
    }

    @Test
    void nothingIsRoot() {
        assertThat(resolve("")).isEqualTo(new User(0, 0, List.of(44), "/root"));
    }

    @Test
    void nameBringsItsGroupsAndHome() {
        assertThat(resolve("app")).isEqualTo(new User(1000, 1001, List.of(6, 44), "/home/app"));
    }

    @Test
    void numberFindsTheEntryOfTheUser() {
        assertThat(resolve("1000")).isEqualTo(new User(1000, 1001, List.of(6, 44), "/home/app"));
    }

    @Test
    void numberWithoutEntryIsTaken() {
        assertThat(resolve("4711")).isEqualTo(new User(4711, 0, List.of(), "/"));
    }

    @Test
    void numberOfAnOwnerIsTheGroupAsWell() {
        UserResolver users = new UserResolver(rootfs);

        assertThat(users.owner("1000")).isEqualTo(new User(1000, 1000, List.of(), "/"));
        assertThat(users.owner("5")).isEqualTo(new User(5, 5, List.of(), "/"));
        assertThat(users.owner("app").gid()).isEqualTo(1001);
        assertThat(users.owner("1000:7").gid()).isEqualTo(7);
    }

    @Test
    void numberIsNeverAName() {
        assertThat(resolve("1234").uid()).isEqualTo(1234);
    }

    @Test
    void givenGroupStandsAlone() {
        assertThat(resolve("app:disk")).isEqualTo(new User(1000, 6, List.of(), "/home/app"));
        assertThat(resolve("5:77")).isEqualTo(new User(5, 77, List.of(), "/"));
        assertThat(resolve(":44")).isEqualTo(new User(0, 44, List.of(), "/root"));
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> resolve("nobody"))
                .isInstanceOf(UnknownUserException.class)
                .hasMessageContaining("unable to find user nobody");
        assertThatThrownBy(() -> resolve("app:nogroup")).hasMessageContaining("unable to find group nogroup");
        assertThatThrownBy(() -> resolve("99999999999")).hasMessageContaining("range");
    }

    @Test
    void numbersThatAreNoneCountAsZero() {
        assertThat(resolve("odd")).isEqualTo(new User(0, 0, List.of(), "/"));
    }

    @Test
    void linksStayInTheRoot() throws IOException {
        Files.move(rootfs.resolve("etc/passwd"), rootfs.resolve("users"));
        Files.createSymbolicLink(rootfs.resolve("etc/passwd"), Path.of("/../../users"));

        assertThat(resolve("app").uid()).isEqualTo(1000);
    }

    @Test
    void machinesOwnUsersAreNotSeen() throws IOException {
        Files.delete(rootfs.resolve("etc/passwd"));
        Files.createSymbolicLink(rootfs.resolve("etc/passwd"), Path.of("../../../../../../../../etc/passwd"));

        assertThatThrownBy(() -> resolve("daemon")).isInstanceOf(UnknownUserException.class);
    }

    @Test
    void folderInPlaceOfTheFileIsAsNone() throws IOException {
        Files.delete(rootfs.resolve("etc/passwd"));
        Files.createDirectory(rootfs.resolve("etc/passwd"));

        assertThat(resolve("root").uid()).isZero();
        assertThat(resolve("12").uid()).isEqualTo(12);
    }
}
