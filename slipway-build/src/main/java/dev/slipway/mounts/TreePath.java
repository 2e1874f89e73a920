// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import java.nio.charset.StandardCharsets;

/**
 * Where an entry stands below a mount's folder, which itself has the empty path. Leads nowhere else, whoever wrote it.
 * Sorted, a folder comes right before what is in it.
 *
 * @param text each byte of the path as a character of its own (U+0001 to U+00FF), since names need not be UTF-8
 */
public record TreePath(String text) implements Comparable<TreePath> {
    static final TreePath ROOT = new TreePath("");

    // as for the layers of images
    private static final int MOST_BYTES = 4000;
    private static final int MOST_NAME_BYTES = 255;
    private static final int MOST_DEPTH = 200;

    public TreePath {
        if (!isSound(text)) {
            throw new IllegalArgumentException("a path that leads elsewhere: " + text);
        }
    }

    /** Whether a text is such a path. */
    static boolean isSound(String text) {
        if (text.isEmpty()) {
            return true;
        }
        if (text.length() > MOST_BYTES || text.chars().anyMatch(c -> c == 0 || c > 0xff)) {
            return false;
        }
        String[] names = text.split("/", -1);
        for (String name : names) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.length() > MOST_NAME_BYTES) {
                return false;
            }
        }
        return names.length <= MOST_DEPTH;
    }

    boolean isRoot() {
        return text.isEmpty();
    }

    /** The path of an entry of this folder. */
    TreePath plus(byte[] name) throws MalformedListException {
        String last = new String(name, StandardCharsets.ISO_8859_1);
        String path = isRoot() ? last : text + "/" + last;
        if (!isSound(path)) {
            throw new MalformedListException("a path that is too long, or too deep: below " + this);
        }
        return new TreePath(path);
    }

    /** The folder that it stands in; of the root the root. */
    TreePath parent() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? ROOT : new TreePath(text.substring(0, slash));
    }

    /** The last name. */
    byte[] name() {
        return text.substring(text.lastIndexOf('/') + 1).getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int compareTo(TreePath other) {
        int common = Math.min(text.length(), other.text.length());
        for (int i = 0; i < common; i++) {
            int order = rank(text.charAt(i)) - rank(other.text.charAt(i));
            if (order != 0) {
                return order;
            }
        }
        return text.length() - other.text.length();
    }

    // no name has a zero byte
    private static int rank(char c) {
        return c == '/' ? 0 : c;
    }

    /** For people. */
    @Override
    public String toString() {
        return isRoot() ? "." : new String(bytes(), StandardCharsets.UTF_8);
    }
}
