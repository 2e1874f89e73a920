// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.oci.tar.ByteString;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Errno;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.KernelException;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders on the way to an entry of a layer, each opened from the one above it without following a link. What is missing
 * is made. For one thread.
 */
final class OpenFolders implements AutoCloseable {
    /** What an attribute says that is set. */
    static final byte[] YES = {'y'};

    // until the folder's own entry comes
    private static final int MODE = 0755;

    private final byte[] opaque;
    /** The root and the folders open below it. */
    private final List<Dir> open = new ArrayList<>();

    private final List<ByteString> names = new ArrayList<>();

    /**
     * @param root stays open
     * @param opaque the attribute of a folder that hides what is below it
     */
    OpenFolders(Dir root, byte[] opaque) {
        this.opaque = opaque.clone();
        open.add(root);
    }

    Dir root() {
        return open.getFirst();
    }

    /** Opens the folder, making what is missing on the way; consecutive entries mostly share it. */
    Dir reach(EntryPath path) throws KernelException, EntryPath.Refused {
        int shared = 0;
        while (shared < names.size()
                && shared < path.names().size()
                && names.get(shared).equals(path.names().get(shared))) {
            shared++;
        }
        closeBelow(shared);
        for (ByteString name : path.names().subList(shared, path.names().size())) {
            open.add(openOrMake(open.getLast(), name));
            names.add(name);
        }
        return open.getLast();
    }

    private void closeBelow(int depth) throws KernelException {
        while (names.size() > depth) {
            names.removeLast();
            open.removeLast().close();
        }
    }

    private Dir openOrMake(Dir parent, ByteString name) throws KernelException, EntryPath.Refused {
        byte[] bytes = name.toBytes();
        try {
            return parent.open(bytes);
        } catch (KernelException e) {
            if (e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                if (!isWhiteout(parent, bytes)) {
                    throw new EntryPath.Refused("'" + name + "' on its way is no folder");
                }
                makeFolder(parent, bytes);
            } else if (e.is(Errno.ENOENT)) {
                makeFolder(parent, bytes);
            } else {
                throw e;
            }
        }
        return parent.open(bytes);
    }

    private static boolean isWhiteout(Dir parent, byte[] name) throws KernelException {
        return parent.stat(name).filter(FileStat::isWhiteout).isPresent();
    }

    /** False when there is one already. In place of a whiteout, the new folder hides what was deleted. */
    boolean makeFolder(Dir parent, byte[] name) throws KernelException, EntryPath.Refused {
        if (parent.makeDir(name, MODE)) {
            return true;
        }
        FileStat stat = parent.stat(name).orElseThrow();
        if (stat.isDirectory()) {
            return false;
        }
        if (!stat.isWhiteout()) {
            throw new EntryPath.Refused("another entry of this name is no folder");
        }
        parent.remove(name, false);
        parent.makeDir(name, MODE);
        parent.setXattr(name, opaque, YES);
        return true;
    }

    /** Closes all but the root. */
    @Override
    public void close() throws KernelException {
        closeBelow(0);
    }
}
