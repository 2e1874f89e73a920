// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cache.MountSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MountsReaderTest {
    private static final long ALL = MountSelection.UNLIMITED;
    private static final long TWO_GB = 2L << 30;

    private static MountSelection read(String attributes) {
        List<String> words = new ArrayList<>(List.of("slipway", "build", "--cache-to", attributes, "."));
        ParsedOptions parsed = OptionParser.parse(BuildTable.SPEC, new CommandLine(words, 2));
        BuildOptions options = new BuildOptionsReader(parsed, new Console(Map.of(), Io.Terminals.NONE).io()).read();
        return options.caching().caches().to().getFirst().selection().mounts();
    }

    private static MountSelection of(Map<String, Long> limits) {
        return new MountSelection(limits, OptionalLong.empty());
    }

    @Test
    void withoutMountsNoneGoes() {
        assertThat(read("type=local,dest=c")).isEqualTo(MountSelection.NONE);
    }

    @Test
    void idsMayBeGivenInManyWays() {
        MountSelection both = of(Map.of("apt", ALL, "/root/.cargo", ALL));

        assertThat(read("type=local,dest=c,mounts=apt,/root/.cargo")).isEqualTo(both);
        assertThat(read("type=local,mounts=apt,/root/.cargo,dest=c")).isEqualTo(both);
        assertThat(read("type=local,\"mounts=apt,/root/.cargo\",dest=c")).isEqualTo(both);
        assertThat(read("type=local,mounts=apt,mounts=/root/.cargo,dest=c")).isEqualTo(both);
    }

    @Test
    void limitsAreForOneOrForAllWithoutTheirOwn() {
        assertThat(read("type=local,dest=c,mounts=apt:2GB,cargo")).isEqualTo(of(Map.of("apt", TWO_GB, "cargo", ALL)));
        assertThat(read("type=local,dest=c,mounts=apt:2GB,cargo,mounts-max-size=1k"))
                .isEqualTo(of(Map.of("apt", TWO_GB, "cargo", 1024L)));
        assertThat(read("type=local,dest=c,mounts=all,apt:2GB,mounts-max-size=1k"))
                .isEqualTo(new MountSelection(Map.of("apt", TWO_GB), OptionalLong.of(1024)));
        assertThat(read("type=local,dest=c,mounts=a:b")).isEqualTo(of(Map.of("a:b", ALL)));
    }

    @Test
    void whatMakesNoSenseIsRefusedAtItsPlace() {
        assertThatThrownBy(() -> read("type=local,dest=c,mounts=")).hasMessageContaining("an id is missing");
        assertThatThrownBy(() -> read("type=local,dest=c,\"mounts=a,,b\"")).hasMessageContaining("an id is missing");
        assertThatThrownBy(() -> read("type=local,dest=c,mounts=a:2XB")).hasMessageContaining("this is no size");
        assertThatThrownBy(() -> read("type=local,dest=c,mounts-max-size=2GB"))
                .hasMessageContaining("of which none is asked for");
        assertThatThrownBy(() -> read("type=inline,mounts=a")).hasMessageContaining("an image carries no cache mounts");
        assertThatThrownBy(() -> read("type=local,dest=c,cargo")).hasMessageContaining("\"cargo\" has no value");
    }
}
