// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.lint.SecretNames;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Mount;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.text.UrlCredentials;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What goes into the key of a step, by the names by which people know it. A value whose name says that it is secret is kept
 * as a few digits of its digest; a long one as its beginning and such digits.
 */
public final class NamedInputs {
    static final String PARENT = "parent";
    static final String FILES = "files";
    static final String FROM = "from ";
    static final String BASE = "base";
    static final String COMMAND = "command";

    private static final int LONGEST = 1000;
    private static final int KEPT = 300;

    private final Step step;
    private final Known known;
    private final Map<String, String> found = new TreeMap<>();

    private NamedInputs(Step step, Known known) {
        this.step = step;
        this.known = known;
    }

    /** The inputs of the step as far as they are known. */
    public static Map<String, String> of(Step step, Known known) {
        NamedInputs inputs = new NamedInputs(step, known);
        inputs.collect();
        return inputs.found;
    }

    // not a switch: its first use would cost the build some milliseconds
    private void collect() {
        if (step.op() instanceof Op.Exec exec) {
            exec(exec);
        } else if (step.op() instanceof Op.Files files) {
            files(files);
        } else if (step.op() instanceof Op.Image image) {
            put(BASE, familiar(image));
        } else if (step.op() instanceof Op.Http http) {
            put("url", UrlCredentials.hidden(http.url()));
            put("content", http.content().toString());
        } else if (step.op() instanceof Op.Git git) {
            git(git);
        } else if (step.op() instanceof Op.Packages packages) {
            packages(packages);
        }
    }

    private static String familiar(Op.Image image) {
        try {
            return ImageReference.parse(image.reference())
                    .withDigest(image.manifest())
                    .familiar();
        } catch (OciSyntaxException _) {
            return image.reference() + "@" + image.manifest();
        }
    }

    private void git(Op.Git git) {
        put("repository", UrlCredentials.hidden(git.repository()));
        put("commit", git.commit());
        put("folder", git.folder());
        put("keep-git-dir", Boolean.toString(git.keepsGitFolder()));
        put("submodules", Boolean.toString(git.submodules()));
    }

    private void packages(Op.Packages packages) {
        put("suite", packages.suite());
        put("variant", packages.variant());
        put("packages", String.join(" ", packages.include()));
        put("components", String.join(" ", packages.components()));
        put("architecture", packages.architecture());
        put("state of the archive", packages.release().toString());
    }

    private void exec(Op.Exec exec) {
        identity(PARENT, exec.root());
        put(COMMAND, String.join(" ", exec.args()));
        for (String assignment : exec.env()) {
            variable(assignment);
        }
        put("WORKDIR", exec.cwd());
        put("USER", exec.user().isEmpty() ? "root" : exec.user());
        put("network", exec.network().name().toLowerCase(Locale.ROOT));
        put("security", exec.security().name().toLowerCase(Locale.ROOT));
        put("add-host", String.join(" ", exec.extraHosts()));
        put("shm-size", Long.toString(exec.shmSizeBytes()));
        put("ulimit", String.join(" ", exec.ulimits()));
        put("hostname", exec.hostname());
        for (Mount mount : exec.mounts()) {
            put("mount " + mount.target(), described(mount));
            mount.from().ifPresent(from -> identity(FROM + mount.target(), from));
        }
    }

    private void variable(String assignment) {
        int equals = Math.max(0, assignment.indexOf('='));
        String name = assignment.substring(0, equals);
        String value = assignment.substring(equals + 1);
        boolean isSecret =
                SecretNames.isSecret(name) || !UrlCredentials.hidden(value).equals(value);
        put(
                (step.label().args().contains(name) ? "ARG " : "ENV ") + name,
                isSecret ? "secret " + Digest.of(value).abbreviated() : value);
    }

    private static String described(Mount mount) {
        if (mount instanceof Mount.Bind bind) {
            return "bind " + bind.path() + (bind.readOnly() ? "" : " rw");
        }
        if (mount instanceof Mount.Cache cache) {
            return "cache " + cache.id() + " " + cache.sharing() + (cache.readOnly() ? " ro " : " ") + cache.path()
                    + owner(cache.uid(), cache.gid(), cache.mode());
        }
        if (mount instanceof Mount.Tmpfs tmpfs) {
            return "tmpfs"
                    + (tmpfs.sizeBytes().isPresent() ? " " + tmpfs.sizeBytes().getAsLong() : "");
        }
        if (mount instanceof Mount.Secret secret) {
            return "secret " + secret.id() + (secret.file() ? " file" : "")
                    + secret.env().map(name -> " env=" + name).orElse("") + (secret.required() ? " required" : "")
                    + owner(secret.uid(), secret.gid(), secret.mode());
        }
        if (mount instanceof Mount.Ssh ssh) {
            return "ssh " + ssh.id() + (ssh.required() ? " required" : "") + owner(ssh.uid(), ssh.gid(), ssh.mode());
        }
        throw new IllegalStateException("no words for " + mount);
    }

    private static String owner(long uid, long gid, int mode) {
        return " " + uid + ":" + gid + " " + Integer.toOctalString(mode);
    }

    private void files(Op.Files files) {
        identity(PARENT, files.base());
        List<Digest> contents = known.contents(step);
        int copies = 0;
        for (FileAction action : files.actions()) {
            if (action instanceof FileAction.Copy copy) {
                String number = numbered("", copies);
                if (copies < contents.size()) {
                    put(FILES + number, contents.get(copies).toString());
                }
                copies++;
                copy(copy, number);
            } else if (action instanceof FileAction.MakeFile file) {
                put("file " + file.name(), file.digest().toString());
                put("destination of " + file.name(), file.target());
                put("chown of " + file.name(), file.owner().orElse(""));
                put("chmod of " + file.name(), file.mode().orElse(""));
            } else if (action instanceof FileAction.MakeFolder folder) {
                put("folder", folder.path());
                put("mode", Integer.toOctalString(folder.mode()));
                put("owner", folder.owner().orElse(""));
            }
        }
    }

    private void copy(FileAction.Copy copy, String number) {
        put("sources" + number, String.join(" ", copy.paths()));
        put("destination" + number, copy.target());
        put("chown" + number, copy.owner().orElse(""));
        put("chmod" + number, copy.mode().orElse(""));
        put("exclude" + number, String.join(" ", copy.excludes()));
        put("parents" + number, Boolean.toString(copy.parents()));
        put("unpack" + number, Boolean.toString(copy.extract()));
    }

    /** The name of an input of which there may be several: the first has no number. */
    static String numbered(String name, int index) {
        return index == 0 ? name : name + " " + (index + 1);
    }

    private void identity(String name, Step of) {
        Optional<Digest> identity = known.identity(of);
        identity.ifPresent(digest -> put(name, digest.toString()));
    }

    private void put(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        found.put(
                name,
                value.length() <= LONGEST
                        ? value
                        : value.substring(0, KEPT) + "... " + Digest.of(value).abbreviated());
    }
}
