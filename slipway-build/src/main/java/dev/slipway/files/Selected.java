// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

/**
 * One source of a COPY.
 *
 * @param node what is copied: a link was followed
 * @param name the last part of the path as it was asked for, which the copy gets in a folder
 * @param keptParents the folders above it that go with it ({@code --parents}), such as {@code a/b/}; else empty
 */
public record Selected(TreeNode node, String name, String keptParents) {}
