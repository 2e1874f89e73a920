// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.List;

/**
 * A {@code cache} block with a name: a folder that a job finds as an earlier one left it, as {@code actions/cache} has it.
 *
 * @param path an absolute path, or one from the job's working folder
 * @param key of what the folder holds; what is kept under one key never changes
 * @param restoreKeys begins of keys: of those kept the newest is taken when the key itself is none of them
 * @param maxBytes what is larger is not kept; {@link Long#MAX_VALUE} for any
 */
public record JobCache(String name, PlacedText path, PlacedText key, List<PlacedText> restoreKeys, long maxBytes) {
    public JobCache {
        restoreKeys = List.copyOf(restoreKeys);
    }
}
