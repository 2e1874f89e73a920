// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {
    private static Listing.Entry file(String path, String content) {
        return new Listing.Entry('f', 0644, "", content, path);
    }

    private static Listing.Entry folder(String path) {
        return new Listing.Entry('d', 0755, "", "-", path);
    }

    private static List<String> changes(List<Listing.Entry> before, List<Listing.Entry> now) {
        return Listing.of(now).since(Listing.of(before)).stream()
                .map(FileChange::text)
                .toList();
    }

    @Test
    void tellsWhatIsDifferentInTheOrderOfPaths() {
        List<Listing.Entry> before = List.of(file("b", "1"), file("c", "1"), file("m", "1"), file("same", "1"));
        List<Listing.Entry> now =
                List.of(file("a", "1"), file("b", "2"), new Listing.Entry('f', 0755, "", "1", "m"), file("same", "1"));

        assertThat(changes(before, now)).containsExactly("a added", "b changed", "c removed", "mode of m 0644 -> 0755");
    }

    @Test
    void aFolderThatCameIsToldWithoutWhatIsInIt() {
        List<Listing.Entry> now = List.of(folder("src"), file("src/a", "1"), file("src/b", "1"), file("srcs", "1"));

        assertThat(changes(List.of(), now)).containsExactly("src/ added", "srcs added");
        assertThat(changes(now, List.of())).containsExactly("src/ removed", "srcs removed");
    }

    @Test
    void ownersCountWhereTheyAreKept() {
        Listing.Entry before = new Listing.Entry('f', 0644, "0:0", "1", "/a");
        Listing.Entry now = new Listing.Entry('f', 0644, "1:2", "1", "/a");

        assertThat(changes(List.of(before), List.of(now))).containsExactly("owner of /a 0:0 -> 1:2");
    }

    @Test
    void isBoundedAndNamesTheFolderThatHasTooManyFiles() {
        List<Listing.Entry> before = tree("1");
        List<Listing.Entry> now = new ArrayList<>(tree("1"));
        now.set(now.indexOf(file("big/77", "1")), file("big/77", "2"));
        now.set(now.indexOf(file("small/7", "1")), file("small/7", "2"));

        assertThat(Listing.of(before).text().lines().count()).isLessThan(4000);
        assertThat(changes(before, now)).containsExactly("files in big/ changed", "small/7 changed");
    }

    @Test
    void isBoundedWhereTheFoldersThemselvesAreTooMany() {
        List<Listing.Entry> before = new ArrayList<>();
        for (int i = 0; i < 9000; i++) {
            before.add(file("top/" + i + "/file", "1"));
        }
        before.add(file("other/file", "1"));
        List<Listing.Entry> now = new ArrayList<>(before);
        now.set(5, file("top/5/file", "2"));

        assertThat(Listing.of(before).text().lines().count()).isLessThan(4000);
        assertThat(changes(before, now)).containsExactly("files in top/ changed");
    }

    @Test
    void comesBackFromItsText() {
        List<Listing.Entry> entries = List.of(folder(""), file("a b  c", "1"), folder("x"));

        assertThat(Listing.parse(Listing.of(entries).text())).isEqualTo(Listing.of(entries));
        assertThat(Listing.parse(Listing.of(tree("1")).text())).isEqualTo(Listing.of(tree("1")));
    }

    @Test
    void whatIsNoListingIsEmpty() {
        assertThat(Listing.parse("no\nf9 x\nfzz a b c\n\n").text()).isEmpty();
    }

    private static List<Listing.Entry> tree(String content) {
        List<Listing.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            entries.add(file("big/" + i, content));
        }
        for (int i = 0; i < 20; i++) {
            entries.add(file("small/" + i, content));
        }
        return entries;
    }
}
