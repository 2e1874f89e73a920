// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Notes, while stages are planned, what an {@link Outline} tells of them. */
final class OutlineCapture {
    /** An argument declared before the first FROM, and those that its value is made of. */
    private record Global(Outline.Arg arg, Set<String> parts) {}

    private static final class Notes {
        private final Map<String, Outline.Arg> declared = new HashMap<>();
        private final Set<String> used = new LinkedHashSet<>();
        private final Map<String, Outline.Need> secrets = new LinkedHashMap<>();
        private final Map<String, Outline.Need> ssh = new LinkedHashMap<>();
        private Optional<Integer> base = Optional.empty();
    }

    private final Map<String, Global> globals = new HashMap<>();
    private final Map<Integer, Notes> stages = new HashMap<>();

    private Notes of(Stage stage) {
        return stages.computeIfAbsent(stage.index(), _ -> new Notes());
    }

    void global(Outline.Arg arg, Set<String> parts) {
        Set<String> all = new LinkedHashSet<>(parts);
        // ARG A=${A}x: what the earlier A was made of counts
        Global earlier = globals.get(arg.name());
        if (all.remove(arg.name()) && earlier != null) {
            all.addAll(earlier.parts());
        }
        globals.put(arg.name(), new Global(arg, all));
    }

    void base(Stage stage, Stage base) {
        of(stage).base = Optional.of(base.index());
    }

    void used(Stage stage, Set<String> names) {
        of(stage).used.addAll(names);
    }

    void declared(Stage stage, Outline.Arg arg) {
        of(stage).declared.put(arg.name(), arg);
    }

    void secret(Stage stage, Outline.Need need) {
        of(stage).secrets.putIfAbsent(need.id(), need);
    }

    void ssh(Stage stage, Outline.Need need) {
        of(stage).ssh.putIfAbsent(need.id(), need);
    }

    /** What was noted of the target and of all stages that were planned for it. */
    Outline outline(Stage target) {
        Map<String, Outline.Arg> args = new LinkedHashMap<>();
        Map<String, Outline.Need> secrets = new LinkedHashMap<>();
        Map<String, Outline.Need> ssh = new LinkedHashMap<>();
        List<Integer> order = new ArrayList<>(stages.keySet());
        order.sort(Comparator.comparing((Integer index) -> index != target.index())
                .thenComparing(Comparator.reverseOrder()));
        for (int index : order) {
            Notes notes = stages.getOrDefault(index, new Notes());
            for (String name : used(notes)) {
                find(notes, name).ifPresent(arg -> args.putIfAbsent(name, arg));
            }
            notes.secrets.values().forEach(need -> secrets.putIfAbsent(need.id(), need));
            notes.ssh.values().forEach(need -> ssh.putIfAbsent(need.id(), need));
        }
        List<Outline.Arg> sorted = new ArrayList<>(args.values());
        sorted.sort(Comparator.comparingInt(arg -> arg.at().start()));
        return new Outline(target.name(), target.from().description(), sorted, sorted(secrets), sorted(ssh));
    }

    private static List<Outline.Need> sorted(Map<String, Outline.Need> needs) {
        List<Outline.Need> all = new ArrayList<>(needs.values());
        all.sort(Comparator.comparingInt(need -> need.at().start()));
        return all;
    }

    private Set<String> used(Notes notes) {
        Set<String> all = new LinkedHashSet<>();
        notes.used.forEach(name -> addParts(name, all));
        return all;
    }

    private void addParts(String name, Set<String> all) {
        Global global = globals.get(name);
        if (all.add(name) && global != null) {
            global.parts().forEach(part -> addParts(part, all));
        }
    }

    private Optional<Outline.Arg> find(Notes notes, String name) {
        Outline.Arg own = notes.declared.get(name);
        if (own != null) {
            return Optional.of(own);
        }
        Notes base = notes.base.map(stages::get).orElse(null);
        if (base != null) {
            return find(base, name);
        }
        return Optional.ofNullable(globals.get(name)).map(Global::arg);
    }
}
