// SPDX-License-Identifier: Apache-2.0
package dev.slipway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a source file looks like. The limits are hard ones: what is good is well below them. */
class SourceRulesTest {
    private static final int CLASS_LINES = 500;
    private static final int METHOD_LINES = 60;
    private static final List<Path> MAIN = Checkout.javaFiles("src/main/java");
    private static final List<Path> ALL = Stream.concat(MAIN.stream(), Checkout.javaFiles("src/test/java").stream())
            .toList();

    @Test
    void eachFileNamesItsLicenceFirst() {
        List<String> faults = ALL.stream()
                .filter(file -> !Checkout.read(file).startsWith("// SPDX-License-Identifier: Apache-2.0\n"))
                .map(Checkout::name)
                .toList();

        assertThat(faults).isEmpty();
    }

    @Test
    void classesAndMethodsFitTheReader() throws IOException {
        List<String> faults = new ArrayList<>();
        parse(MAIN, (unit, positions) -> unit.accept(new Lengths(unit, positions, faults::add), null));

        assertThat(faults)
                .as("classes over %d and methods over %d lines", CLASS_LINES, METHOD_LINES)
                .isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() throws IOException {
        List<String> faults = new ArrayList<>();
        parse(MAIN, (unit, positions) -> unit.accept(new Names(unit, faults::add), null));

        assertThat(faults).as("names that say nothing").isEmpty();
    }

    @Test
    void noStackTraceIsPrintedAndNoFormatterIsLoadedByTheCommandLine() throws IOException {
        List<String> faults = new ArrayList<>();
        parse(MAIN, (unit, positions) -> unit.accept(new Calls(unit, faults::add), null));

        assertThat(faults).isEmpty();
    }

    @Test
    void aSuppressedWarningSaysWhy() {
        List<String> faults = new ArrayList<>();
        for (Path file : MAIN) {
            List<String> lines = Checkout.read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                boolean suppresses = lines.get(i).strip().startsWith("@SuppressWarnings");
                boolean explained = lines.get(i).contains("//")
                        || (i > 0 && lines.get(i - 1).strip().startsWith("//"));
                if (suppresses && !explained) {
                    faults.add(Checkout.name(file) + ":" + (i + 1));
                }
            }
        }

        assertThat(faults)
                .as("@SuppressWarnings without a comment on its line or the line above")
                .isEmpty();
    }

    @Test
    void eachPackageIsNullMarked() {
        List<String> faults = MAIN.stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !folder.endsWith("src/main/java"))
                .filter(folder -> !Files.exists(folder.resolve("package-info.java"))
                        || !Checkout.read(folder.resolve("package-info.java")).contains("@NullMarked"))
                .map(Checkout::name)
                .toList();

        assertThat(faults).as("packages without @NullMarked").isEmpty();
    }

    private interface Visit {
        void unit(CompilationUnitTree unit, SourcePositions positions);
    }

    private static void parse(List<Path> files, Visit visit) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                visit.unit(unit, positions);
            }
        }
    }

    private static String place(CompilationUnitTree unit) {
        return Checkout.name(Path.of(unit.getSourceFile().toUri()));
    }

    /** Finds classes and methods that are too long; a class counts with all that is nested in it. */
    private static final class Lengths extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Consumer<String> faults;

        Lengths(CompilationUnitTree unit, SourcePositions positions, Consumer<String> faults) {
            this.unit = unit;
            this.positions = positions;
            this.faults = faults;
        }

        @Override
        public @Nullable Void visitClass(ClassTree node, @Nullable Void none) {
            limit(node, node.getSimpleName().toString(), CLASS_LINES);
            return super.visitClass(node, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree node, @Nullable Void none) {
            limit(node, node.getName().toString(), METHOD_LINES);
            return super.visitMethod(node, null);
        }

        private void limit(Tree node, String name, int most) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, node));
            long length = lines.getLineNumber(positions.getEndPosition(unit, node)) - first + 1;
            if (length > most) {
                faults.accept(place(unit) + ":" + first + ": " + name + " has " + length + " lines");
            }
        }
    }

    private static final class Names extends TreeScanner<@Nullable Void, @Nullable Void> {
        private static final List<String> EMPTY_WORDS = List.of("Manager", "Helper", "Util", "Utils", "Impl", "Const");
        /** The field's own words. */
        private static final Set<String> KNOWN_WORDS = Set.of("CredentialHelper");

        private final CompilationUnitTree unit;
        private final Consumer<String> faults;

        Names(CompilationUnitTree unit, Consumer<String> faults) {
            this.unit = unit;
            this.faults = faults;
        }

        @Override
        public @Nullable Void visitClass(ClassTree node, @Nullable Void none) {
            String name = node.getSimpleName().toString();
            if (EMPTY_WORDS.stream().anyMatch(name::endsWith) && !KNOWN_WORDS.contains(name)) {
                faults.accept(place(unit) + ": " + name);
            }
            return super.visitClass(node, null);
        }
    }

    private static final class Calls extends TreeScanner<@Nullable Void, @Nullable Void> {
        /** A formatter loads a hundred classes and a regular expression; a start has no time for it. */
        private static final Set<String> FORMATTERS = Set.of("format", "formatted", "printf");

        private final CompilationUnitTree unit;
        private final Consumer<String> faults;

        Calls(CompilationUnitTree unit, Consumer<String> faults) {
            this.unit = unit;
            this.faults = faults;
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree node, @Nullable Void none) {
            String name = node.getIdentifier().toString();
            boolean formats = FORMATTERS.contains(name)
                    && (node.getExpression().toString().equals("String") || !name.equals("format"));
            if (formats && place(unit).startsWith("slipway-cli/")) {
                faults.accept(place(unit) + ": " + node);
            }
            if (name.equals("printStackTrace") && !place(unit).startsWith("slipway-cli/")) {
                faults.accept(place(unit) + ": " + node);
            }
            return super.visitMemberSelect(node, null);
        }
    }
}
