// SPDX-License-Identifier: Apache-2.0
package dev.slipway.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which room may know which. The picture is in docs/architecture.md; this is what keeps it true. */
class RoomsTest {
    private static final String BASE = "text digest json task progress";

    /** Each room, and the rooms that it may know besides itself. A new room needs a row: a decision, not an accident. */
    private static final Map<String, String> MAY_KNOW = Map.ofEntries(
            Map.entry("text", "digest"),
            Map.entry("digest", ""),
            Map.entry("json", "text digest"),
            Map.entry("task", "text"),
            Map.entry("logging", ""),
            Map.entry("progress", "text digest json task"),
            Map.entry("trust", BASE),
            Map.entry("sys", BASE),
            Map.entry("dockerfile", BASE),
            Map.entry("hcl", BASE),
            Map.entry("bake", BASE + " hcl trust"),
            Map.entry("oci", BASE),
            Map.entry("registry", BASE + " oci"),
            Map.entry("elf", ""),
            Map.entry("portable", BASE + " elf oci"),
            Map.entry("solve", BASE),
            Map.entry("cache", BASE + " sys trust oci registry snapshot export explain mounts"),
            Map.entry("mounts", BASE + " sys oci"),
            Map.entry("graph", BASE + " solve"),
            Map.entry("snapshot", BASE + " sys oci trust"),
            Map.entry("files", BASE + " sys oci dockerfile"),
            Map.entry("exec", BASE + " sys oci snapshot"),
            Map.entry("gc", BASE + " sys trust snapshot"),
            Map.entry("plan", BASE + " dockerfile oci graph"),
            Map.entry("explain", BASE + " oci dockerfile solve graph snapshot files trust"),
            Map.entry("export", BASE + " sys oci registry snapshot files"),
            Map.entry("job", BASE + " sys bake dockerfile oci snapshot files exec engine"),
            Map.entry("testkit", BASE + " sys oci registry"));

    /** Rooms that wire the others together and so may know all of them. */
    private static final Set<String> WIRING = Set.of("cli", "engine", "build");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(Checkout.modules().stream()
                    .map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toArray(Path[]::new));

    @Test
    void allModulesAreLookedAt() {
        List<String> compiled = Checkout.modules().stream()
                .filter(module -> Files.isDirectory(module.resolve("src/main/java/dev")))
                .filter(module -> !Files.isDirectory(module.resolve("target/classes/dev")))
                .map(Checkout::name)
                .toList();

        assertThat(compiled).as("modules that are not compiled").isEmpty();
        assertThat(CLASSES).isNotEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.slipway.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void aRoomKnowsOnlyTheRoomsInItsRow() {
        Set<String> faults = CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(RoomsTest::crossesADoorThatIsShut)
                .map(Dependency::getDescription)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(faults)
                .as("uses of a room that RoomsTest.MAY_KNOW does not list")
                .isEmpty();
    }

    @Test
    void eachRoomHasARow() {
        Set<String> rooms = CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith("dev.slipway."))
                .map(RoomsTest::room)
                .collect(Collectors.toCollection(TreeSet::new));
        rooms.removeAll(MAY_KNOW.keySet());
        rooms.removeAll(WIRING);

        assertThat(rooms).as("rooms without a row in RoomsTest.MAY_KNOW").isEmpty();
    }

    @Test
    void onlySysMakesSystemCalls() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.slipway.sys..")
                .and()
                // the machine's SHA-256, which is no system call
                .doNotHaveFullyQualifiedName("dev.slipway.digest.LibCrypto")
                .and()
                .doNotHaveFullyQualifiedName("dev.slipway.digest.LibCrypto$Functions")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.foreign..", "sun.misc..", "jdk.internal..")
                .check(CLASSES);
    }

    @Test
    void theSolverKnowsNoOps() {
        noClasses()
                .that()
                .resideInAPackage("dev.slipway.solve..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.slipway.graph..")
                .because("an evaluator that knows no domain can be tested with integers")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.slipway.cli..", "dev.slipway.testkit..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    private static boolean crossesADoorThatIsShut(Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!target.getPackageName().startsWith("dev.slipway.")) {
            return false;
        }
        String from = room(dependency.getOriginClass());
        String to = room(target);
        return !from.equals(to)
                && !WIRING.contains(from)
                && !words(MAY_KNOW.getOrDefault(from, "")).contains(to);
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split(" ")).collect(Collectors.toSet());
    }

    private static String room(JavaClass type) {
        return Stream.of(type.getPackageName().split("\\.")).skip(2).findFirst().orElse("");
    }
}
