// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Symbols that libraries show and keep for themselves, so that another build of the same version need not have them: those that
 * auditwheel's policies of manylinux forbid.
 */
final class PrivateSymbols {
    private static final Set<String> ZLIB = Set.of(
            "_dist_code",
            "_length_code",
            "_tr_align",
            "_tr_flush_block",
            "_tr_init",
            "_tr_stored_block",
            "_tr_tally",
            "adler32_default",
            "bi_windup",
            "crc32_acle",
            "crc32_combine_gen",
            "crc32_combine_gen64",
            "crc32_combine_op",
            "crc32_le_vgfm_16",
            "crc32_neon",
            "crc32_vpmsum",
            "crc32_z_default",
            "crc_fold_512to32",
            "crc_fold_copy",
            "crc_fold_init",
            "deflate_copyright",
            "deflate_medium",
            "fill_window",
            "flush_pending",
            "gzflags",
            "inflate_copyright",
            "inflate_fast",
            "inflate_table",
            "longest_match",
            "slide_hash_sse",
            "static_ltree",
            "x86_check_features",
            "x86_cpu_has_pclmul",
            "x86_cpu_has_sse2",
            "x86_cpu_has_sse42",
            "sse2_slide_hash",
            "z_errmsg",
            "z_vstring",
            "zcalloc",
            "zcfree");
    // public in newer ones
    private static final String UNCOMPRESS = "uncompress2";
    private static final Set<String> LIBC = Set.of(
            "__cxa_thread_atexit_impl",
            "__issignaling",
            "__issignalingf",
            "__issignalingl",
            "pthread_getattr_default_np",
            "pthread_setattr_default_np");
    private static final Set<String> LIBM = Set.of("__issignaling", "__issignalingf", "__issignalingl");
    private static final Set<String> PTHREAD = Set.of("pthread_getattr_default_np", "pthread_setattr_default_np");

    /** All names, to be looked for in a file's symbols. */
    static final Set<String> NAMES = names();

    private PrivateSymbols() {}

    private static Set<String> names() {
        Set<String> all = new HashSet<>(ZLIB);
        all.add(UNCOMPRESS);
        all.addAll(LIBC);
        return Collections.unmodifiableSet(all);
    }

    /** Of manylinux_2_17, by library. */
    static Map<String, Set<String>> oldest() {
        Map<String, Set<String>> all = new LinkedHashMap<>(older());
        all.put("libc.so.6", LIBC);
        all.put("libm.so.6", LIBM);
        all.put("libpthread.so.0", PTHREAD);
        return all;
    }

    /** Of manylinux_2_28. */
    static Map<String, Set<String>> older() {
        Set<String> zlib = new TreeSet<>(ZLIB);
        zlib.add(UNCOMPRESS);
        return Map.of("libz.so.1", zlib);
    }

    /** Of manylinux_2_34. */
    static Map<String, Set<String>> newer() {
        return Map.of("libz.so.1", ZLIB);
    }
}
