// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final long NOW = 1_000_000_000_000L;
    private static final long HOUR = 3_600_000L;
    private static final long MB = 1L << 20;
    private static final GcPolicy.Age FOREVER = GcPolicy.Age.ANY;

    private final List<Naming> namings = new ArrayList<>();
    private final List<Unit> units = new ArrayList<>();

    private int record(String key, String target, long hoursAgo) {
        List<String> targets = target.isEmpty() ? List.of() : List.of(target);
        namings.add(
                new Naming(Kept.RECORD, key, "[builder 1/2] RUN " + key, "", targets, NOW - hoursAgo * HOUR, false));
        return namings.size() - 1;
    }

    private void image(String name, boolean isTagged, long hoursAgo) {
        namings.add(new Naming(Kept.IMAGE, name, name, "", List.of(), NOW - hoursAgo * HOUR, isTagged));
    }

    private void layer(String id, long size, int depth, Integer... named) {
        units.add(new Unit(Kept.LAYER, id, size, depth, List.of(named), false));
    }

    private void mount(String id, long size, long hoursAgo, boolean inUse) {
        namings.add(Naming.of(Kept.MOUNT, id, id, NOW - hoursAgo * HOUR));
        units.add(new Unit(Kept.MOUNT, id, size, 0, List.of(namings.size() - 1), inUse));
    }

    private static GcPolicy policy(long reserved, long maxUsed, GcPolicy.Age age, GcPolicy.Rule... rules) {
        return new GcPolicy(reserved, maxUsed, 0, age, List.of(rules), List.of());
    }

    private static GcPolicy.Age hours(long count) {
        return new GcPolicy.Age(Duration.ofHours(count), false);
    }

    private static GcPolicy.Rule target(String pattern, GcPolicy.Age age) {
        return new GcPolicy.Rule(Pin.Kind.TARGET, pattern, Optional.empty(), Optional.of(age));
    }

    private Plan plan(GcPolicy policy) {
        return new Planner(inventory(), policy, NOW).plan();
    }

    private Inventory inventory() {
        return new Inventory(namings, units, new Inventory.Disk(1000 * MB, 500 * MB));
    }

    private static List<String> told(Plan plan) {
        return plan.deletions().stream()
                .map(one -> one.unit().id() + ": " + one.rule())
                .toList();
    }

    @Test
    void whatWasNotUsedForItsTimeGoesAboveTheReserve() {
        layer("old", 10 * MB, 0, record("a", "", 50));
        layer("young", 10 * MB, 0, record("b", "", 2));

        assertThat(told(plan(policy(0, Long.MAX_VALUE, hours(48))))).containsExactly("old: keep-for 48h");
        assertThat(plan(policy(100 * MB, Long.MAX_VALUE, hours(48))).isEmpty()).isTrue();
    }

    @Test
    void keepForDoesNotShieldFromMaxUsed() {
        layer("a", 10 * MB, 0, record("a", "", 3));
        layer("b", 10 * MB, 0, record("b", "", 2));
        layer("c", 10 * MB, 0, record("c", "", 1));

        Plan plan = plan(policy(0, 15 * MB, hours(48)));

        assertThat(told(plan)).containsExactly("a: max-used 15MB", "b: max-used 15MB");
        assertThat(plan.usedAfter()).isLessThan(15 * MB);
        assertThat(plan.unmet()).isEmpty();
    }

    @Test
    void aFirmKeepForShieldsAndThePlanSaysSo() {
        layer("a", 10 * MB, 0, record("a", "", 3));

        Plan plan = plan(policy(0, 5 * MB, new GcPolicy.Age(Duration.ofDays(2), true)));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.unmet())
                .containsExactly(
                        "max-used 5MB is not met by 5.0MB: 0B are pinned or in use, 10MB are kept by a firm keep-for");
    }

    @Test
    void anAncestorGoesThoughSomethingYoungerOnceCameFromIt() {
        int builder = record("builder", "", 100);
        layer("of the builder", 30 * MB, 0, builder);
        layer("copied from it", 10 * MB, 0, record("app", "", 1));

        assertThat(told(plan(policy(0, Long.MAX_VALUE, hours(48))))).containsExactly("of the builder: keep-for 48h");
    }

    @Test
    void aLayerLivesAsLongAsTheYoungestThatStandsOnIt() {
        int base = record("base", "", 100);
        int app = record("app", "", 1);
        layer("base", 30 * MB, 0, base, app);
        layer("app", 10 * MB, 1, app);

        assertThat(plan(policy(0, Long.MAX_VALUE, hours(48))).isEmpty()).isTrue();
        Plan plan = plan(policy(0, 35 * MB, hours(48)));
        assertThat(told(plan)).containsExactly("app: max-used 35MB");
        assertThat(plan.namings()).containsOnlyKeys(app);
    }

    @Test
    void theTargetThatIsKeptLongerGoesLaterThoughItIsOlder() {
        layer("main", 10 * MB, 0, record("main", "main", 5));
        layer("release", 10 * MB, 0, record("release", "release-1", 50));

        Plan plan = plan(policy(0, 15 * MB, hours(48), target("release-*", hours(720))));

        assertThat(told(plan)).containsExactly("main: max-used 15MB");
    }

    @Test
    void aRuleOfATargetTellsItsName() {
        layer("release", 10 * MB, 0, record("release", "release-1", 50));

        assertThat(told(plan(policy(0, Long.MAX_VALUE, FOREVER, target("release-*", hours(24))))))
                .containsExactly("release: target \"release-*\" keep-for 24h");
    }

    @Test
    void mountsHaveACapOfTheirOwnAndThoseInUseStay() {
        mount("apt-lists", 10 * MB, 9, true);
        mount("apt-archives", 10 * MB, 5, false);
        mount("go", 10 * MB, 9, false);
        GcPolicy.Rule apt = new GcPolicy.Rule(Pin.Kind.MOUNT, "apt*", Optional.of(5 * MB), Optional.empty());

        Plan plan = plan(policy(0, Long.MAX_VALUE, FOREVER, apt));

        assertThat(told(plan)).containsExactly("apt-archives: mount \"apt*\" max-used 5MB");
        assertThat(plan.unmet())
                .containsExactly(
                        "mount \"apt*\" max-used 5MB is not met by 5.0MB: 10MB are pinned or in use, 0B are kept by a firm keep-for"
                                .replace("5.0MB", "5MB"));
    }

    @Test
    void pinnedStays() {
        layer("base", 10 * MB, 0, record("aaaaaaaa11", "base", 500));
        layer("other", 10 * MB, 0, record("bbbbbbbb22", "app", 400));
        GcPolicy strict = policy(0, 0, hours(1));

        assertThat(told(plan(strict.pinning(List.of(Pin.of("target:ba*")))))).containsExactly("other: keep-for 1h");
        assertThat(told(plan(strict.pinning(List.of(Pin.of("key:sha256:bbbbbbbb"))))))
                .containsExactly("base: keep-for 1h");
        assertThat(plan(strict.pinning(List.of(Pin.of("target:base"), Pin.of("target:app"))))
                        .unmet())
                .hasSize(1);
    }

    @Test
    void namedImagesAreNoCache() {
        int record = record("app", "", 500);
        image("app:latest", true, 500);
        layer("app", 100 * MB, 0, record, record + 1);

        Plan plan = plan(policy(0, 5 * MB, hours(1)));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.usedBefore()).isEqualTo(Inventory.RECORD_BYTES);
    }

    @Test
    void minFreeCountsTheDisk() {
        layer("a", 10 * MB, 0, record("a", "", 3));
        layer("b", 10 * MB, 0, record("b", "", 2));

        Plan plan = plan(new GcPolicy(0, Long.MAX_VALUE, 505 * MB, FOREVER, List.of(), List.of()));

        assertThat(told(plan)).containsExactly("a: min-free 505MB");
    }

    @Test
    void whatNobodyNamesGoes() {
        layer("lost", 10 * MB, 0);

        assertThat(told(plan(policy(100 * MB, Long.MAX_VALUE, FOREVER)))).containsExactly("lost: nothing names it");
    }

    @Test
    void whatStoodOnWhatIsPrunedGoesToo() {
        int app = record("app", "", 1);
        layer("base", 30 * MB, 0, app);
        layer("app", 10 * MB, 1, app);

        Plan plan = new Planner(inventory(), policy(0, 0, FOREVER), NOW)
                .prune(unit -> unit.id().equals("base"), "prune");

        assertThat(told(plan)).containsExactly("base: prune", "app: prune");
        assertThat(plan.usedAfter()).isZero();
    }

    /** Any store and any policy: the promises of the policy hold, or the plan says which does not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void promisesHoldForAnyStore(int seed) {
        for (int round = 0; round < 200; round++) {
            Random random = new Random(seed * 1000L + round);
            namings.clear();
            units.clear();
            fill(random);
            GcPolicy policy = anyPolicy(random);
            Plan plan = plan(policy);

            checkPromises(plan, policy);
            assertThat(told(plan)).as("the same again").isEqualTo(told(plan(policy)));
        }
    }

    private void fill(Random random) {
        int layers = random.nextInt(12);
        List<List<Integer>> named = new ArrayList<>();
        IntStream.range(0, layers).forEach(_ -> named.add(new ArrayList<>()));
        for (int i = 0; i < 15; i++) {
            int naming = random.nextInt(8) == 0
                    ? namings.size()
                    : record("k" + i, "t" + random.nextInt(4), random.nextInt(100));
            if (naming == namings.size()) {
                image("i" + i, random.nextBoolean(), random.nextInt(100));
            }
            for (int layer = 0; layer < layers; layer++) {
                if (random.nextInt(4) == 0) {
                    named.get(layer).add(naming);
                }
            }
        }
        for (int i = 0; i < layers; i++) {
            layer("l" + i, random.nextInt(20) * MB, i, named.get(i).toArray(Integer[]::new));
        }
        for (int i = 0; i < random.nextInt(5); i++) {
            mount("m" + i, random.nextInt(20) * MB, random.nextInt(100), random.nextBoolean());
        }
    }

    private static GcPolicy anyPolicy(Random random) {
        GcPolicy.Rule mount = new GcPolicy.Rule(
                Pin.Kind.MOUNT, "m*", Optional.of(random.nextInt(30) * MB), Optional.of(hours(random.nextInt(80))));
        GcPolicy.Age firm = new GcPolicy.Age(Duration.ofHours(random.nextInt(80)), random.nextBoolean());
        List<Pin> pins = random.nextBoolean() ? List.of(Pin.of("target:t1")) : List.of();
        return new GcPolicy(
                random.nextInt(60) * MB,
                random.nextInt(150) * MB,
                (450 + random.nextInt(100)) * MB,
                hours(random.nextInt(90)),
                List.of(mount, target("t2", firm)),
                pins);
    }

    private void checkPromises(Plan plan, GcPolicy policy) {
        Inventory inventory = inventory();
        Set<Unit> gone = new HashSet<>();
        plan.deletions().forEach(one -> gone.add(one.unit()));
        for (Unit unit : gone) {
            assertThat(unit.inUse()).as("in use").isFalse();
            assertThat(inventory.isOfImage(unit)).as("of a named image").isFalse();
            for (int naming : unit.namings()) {
                assertThat(policy.pins()).as("pins").noneMatch(pin -> pin.isAbout(namings.get(naming)));
                assertThat(plan.namings()).as("a record that lost a layer").containsKey(naming);
            }
        }
        checkSums(plan, policy, gone);
        for (Unit unit : units) {
            boolean isStranded =
                    !unit.namings().isEmpty() && plan.namings().keySet().containsAll(unit.namings());
            assertThat(isStranded && !gone.contains(unit) && !unit.inUse())
                    .as("stranded")
                    .isFalse();
        }
    }

    private static void checkSums(Plan plan, GcPolicy policy, Set<Unit> gone) {
        long freed = gone.stream().mapToLong(Unit::size).sum();
        long records = plan.freed() - freed;
        assertThat(records % Inventory.RECORD_BYTES).isZero();
        if (plan.usedAfter() > policy.maxUsed()) {
            assertThat(plan.unmet()).as("max-used").anyMatch(text -> text.startsWith("max-used"));
        }
        if (500 * MB + plan.freed() < policy.minFree()) {
            assertThat(plan.unmet()).as("min-free").anyMatch(text -> text.startsWith("min-free"));
        }
        boolean isForced = plan.deletions().stream().anyMatch(one -> !one.rule().equals("nothing names it"));
        assertThat(isForced && plan.usedBefore() <= policy.reserved())
                .as("taken of the reserve")
                .isFalse();
    }
}
