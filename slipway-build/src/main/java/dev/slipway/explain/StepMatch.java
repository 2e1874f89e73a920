// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds for each step of a build the same step of an earlier one, though instructions were put in, changed or moved, or a
 * stage has another name. A step is the same one when it has the same key, else when it is written the same way in the same
 * stage, else when it stands between steps that are the same and is an instruction of the same kind.
 */
final class StepMatch {
    private final List<Candidate> now;
    private final List<PastStep> before;
    private final Map<Digest, PastStep> found = new HashMap<>();
    private final Set<PastStep> taken = Collections.newSetFromMap(new IdentityHashMap<>());

    /** A step of this build. */
    record Candidate(Digest step, StepPlace place, Optional<Digest> key) {}

    /** What stands between two steps that are the same. */
    private record Gap(List<Candidate> now, List<PastStep> before) {}

    private StepMatch(List<Candidate> now, List<PastStep> before) {
        this.now = now;
        this.before = before;
    }

    /** The steps of the earlier build by the digests of those that they are the same as. */
    static Map<Digest, PastStep> of(List<Candidate> now, List<PastStep> before) {
        StepMatch match = new StepMatch(now, before);
        match.byKey();
        match.stages().forEach(match::inStage);
        return match.found;
    }

    private void byKey() {
        Map<Digest, PastStep> keys = new HashMap<>();
        before.forEach(step -> step.key().ifPresent(key -> keys.putIfAbsent(key, step)));
        for (Candidate step : now) {
            step.key().map(keys::get).filter(same -> !taken.contains(same)).ifPresent(same -> take(step, same));
        }
    }

    private void take(Candidate step, PastStep same) {
        found.put(step.step(), same);
        taken.add(same);
    }

    /** Which stage of before each stage is. */
    private Map<String, String> stages() {
        Set<String> mine = new LinkedHashSet<>();
        now.forEach(step -> mine.add(step.place().group()));
        Set<String> theirs = new LinkedHashSet<>();
        before.forEach(step -> theirs.add(step.place().group()));
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String stage : mine) {
            if (theirs.remove(stage)) {
                pairs.put(stage, stage);
            }
        }
        for (String stage : mine) {
            if (!pairs.containsKey(stage)) {
                mostAlike(stage, theirs).ifPresent(other -> {
                    theirs.remove(other);
                    pairs.put(stage, other);
                });
            }
        }
        return pairs;
    }

    private Optional<String> mostAlike(String stage, Set<String> others) {
        Optional<String> best = Optional.empty();
        int most = 0;
        for (String other : others) {
            int alike = 0;
            for (Candidate mine : of(stage)) {
                for (PastStep theirs : past(other)) {
                    boolean isSame = isPair(mine, theirs)
                            || mine.place().text().equals(theirs.place().text());
                    alike += isSame ? 1 : 0;
                }
            }
            if (alike > most) {
                most = alike;
                best = Optional.of(other);
            }
        }
        return best;
    }

    private List<Candidate> of(String stage) {
        return now.stream().filter(step -> step.place().group().equals(stage)).toList();
    }

    private List<PastStep> past(String stage) {
        return before.stream()
                .filter(step -> step.place().group().equals(stage))
                .toList();
    }

    private boolean isPair(Candidate mine, PastStep theirs) {
        PastStep same = found.get(mine.step());
        return same != null && same.name().equals(theirs.name());
    }

    private void inStage(String stage, String other) {
        List<Candidate> mine = of(stage);
        List<PastStep> theirs = past(other);
        int[][] longest = longestCommon(mine, theirs);
        List<Candidate> gap = new ArrayList<>();
        List<PastStep> gapBefore = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < mine.size() || j < theirs.size()) {
            if (i < mine.size() && j < theirs.size() && isSame(mine.get(i), theirs.get(j))) {
                if (!isPair(mine.get(i), theirs.get(j))) {
                    take(mine.get(i), theirs.get(j));
                }
                gaps.add(new Gap(gap, gapBefore));
                gap = new ArrayList<>();
                gapBefore = new ArrayList<>();
                i++;
                j++;
            } else if (j >= theirs.size() || (i < mine.size() && longest[i + 1][j] >= longest[i][j + 1])) {
                gap.add(mine.get(i++));
            } else {
                gapBefore.add(theirs.get(j++));
            }
        }
        gaps.add(new Gap(gap, gapBefore));
        moved(mine, theirs);
        gaps.forEach(each -> fill(each.now(), each.before()));
    }

    // how many steps the rests of both lists have in common, from each place on
    private int[][] longestCommon(List<Candidate> mine, List<PastStep> theirs) {
        int[][] longest = new int[mine.size() + 1][theirs.size() + 1];
        for (int i = mine.size() - 1; i >= 0; i--) {
            for (int j = theirs.size() - 1; j >= 0; j--) {
                longest[i][j] = isSame(mine.get(i), theirs.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest;
    }

    private boolean isSame(Candidate mine, PastStep theirs) {
        if (isPair(mine, theirs)) {
            return true;
        }
        return !found.containsKey(mine.step())
                && !taken.contains(theirs)
                && mine.place().text().equals(theirs.place().text());
    }

    private void moved(List<Candidate> mine, List<PastStep> theirs) {
        for (Candidate step : mine) {
            for (PastStep other : theirs) {
                if (isSame(step, other) && !isPair(step, other)) {
                    take(step, other);
                }
            }
        }
    }

    // those that are most alike first
    private void fill(List<Candidate> gap, List<PastStep> gapBefore) {
        Optional<Pair> best = nearest(gap, gapBefore);
        while (best.isPresent()) {
            take(best.get().step(), best.get().same());
            best = nearest(gap, gapBefore);
        }
    }

    private record Pair(Candidate step, PastStep same) {}

    private Optional<Pair> nearest(List<Candidate> gap, List<PastStep> others) {
        Optional<Pair> best = Optional.empty();
        int most = -1;
        for (Candidate step : gap) {
            for (PastStep other : others) {
                String text = step.place().text();
                String its = other.place().text();
                boolean isOpen = !found.containsKey(step.step()) && !taken.contains(other);
                if (isOpen && StepPlace.keyword(its).equals(StepPlace.keyword(text)) && alike(text, its) > most) {
                    most = alike(text, its);
                    best = Optional.of(new Pair(step, other));
                }
            }
        }
        return best;
    }

    // characters in common at both ends
    private static int alike(String a, String b) {
        int most = Math.min(a.length(), b.length());
        int head = 0;
        while (head < most && a.charAt(head) == b.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
            tail++;
        }
        return head + tail;
    }
}
