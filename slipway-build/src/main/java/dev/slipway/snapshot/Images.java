// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.util.List;
import java.util.Optional;

/** Images by name. */
public interface Images {
    Optional<StoredImage> find(String name);

    /** All, sorted by name. */
    List<StoredImage> list();

    /** Puts an image in under its name, in place of what had that name. On disk when this returns. */
    void put(StoredImage image);

    /** Gives an image another name as well; false when there is none of the first name. */
    boolean tag(String name, String newName);

    /** Forgets a name; false when there was none. */
    boolean remove(String name);
}
