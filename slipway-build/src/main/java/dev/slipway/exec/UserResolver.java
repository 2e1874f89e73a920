// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds out who {@code USER} means: by the passwd and group files of the container's own root folder, never this machine's,
 * with the rules of docker. Links in the root folder that lead out of it are followed as if the folder were the root.
 */
public final class UserResolver {
    private static final int MAX_FILE = 16 << 20;

    private final Path rootfs;

    public UserResolver(Path rootfs) {
        this.rootfs = rootfs;
    }

    /**
     * A number need not be in the files; a name must. Without a group, it is the user's own and the supplementary groups
     * are those that list the user; a group that is given stands alone.
     *
     * @param spec {@code user}, {@code uid}, {@code user:group}, {@code uid:gid}...; empty is root
     * @throws UnknownUserException if a name is in neither file, or a number out of range
     */
    public User resolve(String spec) {
        int colon = spec.indexOf(':');
        String user = colon < 0 ? spec : spec.substring(0, colon);
        String group = colon < 0 ? "" : spec.substring(colon + 1);
        Optional<List<String>> entry = passwdEntry(user);
        int uid = entry.map(fields -> number(fields, 2)).orElseGet(() -> uidWithoutEntry(user));
        String home =
                entry.map(fields -> field(fields, 5)).filter(h -> !h.isEmpty()).orElse("/");
        if (!group.isEmpty()) {
            return new User(uid, gid(group), List.of(), home);
        }
        int gid = entry.map(fields -> number(fields, 3)).orElse(0);
        List<Integer> groups = entry.map(fields -> groupsOf(field(fields, 0))).orElse(List.of());
        return new User(uid, gid, groups, home);
    }

    /**
     * Whom files belong to by {@code --chown}, or by the USER of a WORKDIR: as with BuildKit, a number without a group is
     * the group as well, whatever the passwd file says of it.
     *
     * @throws UnknownUserException as {@link #resolve}
     */
    public User owner(String spec) {
        OptionalInt number = id(spec);
        return number.isPresent() ? new User(number.getAsInt(), number.getAsInt(), List.of(), "/") : resolve(spec);
    }

    private Optional<List<String>> passwdEntry(String user) {
        OptionalInt wanted = user.isEmpty() ? OptionalInt.of(0) : id(user);
        for (List<String> fields : lines("/etc/passwd")) {
            boolean matches = wanted.isPresent()
                    ? fields.size() > 2 && number(fields, 2) == wanted.getAsInt()
                    : fields.getFirst().equals(user);
            if (matches) {
                return Optional.of(fields);
            }
        }
        return Optional.empty();
    }

    private static int uidWithoutEntry(String user) {
        if (user.isEmpty() || user.equals("root")) {
            return 0;
        }
        return id(user).orElseThrow(() -> new UnknownUserException("unable to find user " + user
                + ": no matching entries in the image's /etc/passwd (a numeric id needs none)"));
    }

    private int gid(String group) {
        OptionalInt wanted = id(group);
        if (wanted.isPresent()) {
            return wanted.getAsInt();
        }
        for (List<String> fields : lines("/etc/group")) {
            if (fields.getFirst().equals(group)) {
                return number(fields, 2);
            }
        }
        if (group.equals("root")) {
            return 0;
        }
        throw new UnknownUserException("unable to find group " + group
                + ": no matching entries in the image's /etc/group (a numeric id needs none)");
    }

    private List<Integer> groupsOf(String user) {
        List<Integer> groups = new ArrayList<>();
        for (List<String> fields : lines("/etc/group")) {
            if (split(field(fields, 3), ',').contains(user)) {
                groups.add(number(fields, 2));
            }
        }
        return groups;
    }

    private List<List<String>> lines(String file) {
        List<List<String>> found = new ArrayList<>();
        for (String line : split(read(file), '\n')) {
            String entry = line.strip();
            if (!entry.isEmpty() && entry.charAt(0) != '#') {
                found.add(split(entry, ':'));
            }
        }
        return found;
    }

    // an image may have anything under that name: a folder, a device, a file without end
    private String read(String file) {
        try {
            Path path = RootPath.resolve(rootfs, file);
            if (!Files.isRegularFile(path)) {
                return "";
            }
            try (InputStream in = Files.newInputStream(path)) {
                return new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8);
            }
        } catch (IOException _) {
            return "";
        }
    }

    private static OptionalInt id(String text) {
        boolean numeric = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            numeric &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!numeric) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException _) {
            throw new UnknownUserException("uids and gids must be in range 0-2147483647, not " + text);
        }
    }

    private static String field(List<String> fields, int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    // what is no number counts as 0, as for docker
    private static int number(List<String> fields, int index) {
        try {
            return Math.max(0, Integer.parseInt(field(fields, index)));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
            parts.add(text.substring(start, end));
            start = end + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }
}
