# SPDX-License-Identifier: Apache-2.0
"""Bake files for the benchmark: one of the size and kind that a large project keeps, and one of many small targets.

The large one has 78 targets, each a matrix over the same seven axes, whose values are variables that hold JSON; names are
computed by functions from the axes and used in `inherits`, `contexts`, `tags` and groups; flags are chosen by conditionals
ten levels deep; five functions call each other. About 2,400 lines, whatever the number of combinations.
"""

AXES = ["cargo_profile", "rust_toolchain", "rust_target", "feat_set", "sys_name", "sys_version", "sys_target"]
VALUES = {
    "cargo_profile": ["release", "test", "bench", "debug"],
    "rust_toolchain": ["stable", "nightly", "beta", "msrv"],
    "rust_target": ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"],
    "feat_set": ["default", "all", "none", "logging"],
    "sys_name": ["debian", "ubuntu"],
    "sys_version": ["testing-slim", "trixie"],
    "sys_target": ["x86_64-v1-linux-gnu", "x86_64-v3-linux-gnu"],
}
STAGES = ["system", "base", "runtime", "builder", "source", "ingredients", "recipe", "deps", "build", "install", "smoke", "docs", "package"]

HEAD = '''
function "elem" {
  params = [prefix, tuple]
  result = join("--", [prefix, join("--", tuple)])
}

function "elem_tag" {
  params = [prefix, tuple, suffix]
  result = "${elem(prefix, tuple)}:${suffix}"
}

function "sanitize" {
  params = [text]
  result = replace(replace(replace(text, "/", "_"), ":", "_"), ".", "_")
}

function "cache_dir" {
  params = [sys_name, sys_version, triple]
  result = "/var/cache/${sanitize(sys_name)}/${sanitize(sys_version)}/${triple}"
}

function "labels_of" {
  params = [title, tuple]
  result = {
    "org.opencontainers.image.title" = title
    "org.opencontainers.image.version" = elem("v", tuple)
    "org.opencontainers.image.ref.name" = elem_tag("ref", tuple, "latest")
  }
}

cargo_rust_feat_sys = {
  cargo_profile = jsondecode(cargo_profiles)
  rust_toolchain = jsondecode(rust_toolchains)
  rust_target = jsondecode(rust_targets)
  feat_set = jsondecode(feat_sets)
  sys_name = jsondecode(sys_names)
  sys_version = jsondecode(sys_versions)
  sys_target = jsondecode(sys_targets)
}

cargo_feat_sets = {
  default = "brotli,io_uring,jemalloc"
  all = "brotli,console,io_uring,jemalloc,perf,tokio"
  none = ""
  logging = "brotli,release_max_log_level"
}
'''

FLAGS = '''
    RUSTFLAGS = (
      cargo_profile == "release" && substr(sys_target, 0, 9) == "x86_64-v3"?
        join(" ", [base_flags, "-Ctarget-cpu=x86-64-v3", "-Clto=fat"]):
      cargo_profile == "release" && substr(sys_target, 0, 9) == "x86_64-v1"?
        join(" ", [base_flags, "-Ctarget-cpu=x86-64", "-Clto=fat"]):
      cargo_profile == "release" && rust_toolchain == "nightly"?
        join(" ", [base_flags, nightly_flags]):
      cargo_profile == "bench" && contains(["stable", "beta"], rust_toolchain)?
        join(" ", [base_flags, "-Cdebuginfo=1"]):
      cargo_profile == "bench"?
        join(" ", [base_flags, nightly_flags, "-Cdebuginfo=1"]):
      cargo_profile == "test" && rust_toolchain == "nightly"?
        nightly_flags:
      cargo_profile == "test"?
        "-Cdebuginfo=0":
      feat_set == "all"?
        "-Copt-level=1":
      feat_set == "none"?
        "-Copt-level=0":
      base_flags
    )
'''


def variables(values):
    lines = []
    for axis in AXES:
        items = ", ".join(f'\\"{value}\\"' for value in values[axis])
        lines.append(f'variable "{axis}s" {{\n  default = "[{items}]"\n}}\n')
    lines += [f'variable "setting_{i}" {{\n  description = "setting number {i}"\n  default = "value-{i}"\n}}\n' for i in range(54)]
    lines.append('variable "base_flags" {\n  default = "-Cstrip=none"\n}\n')
    lines.append('variable "nightly_flags" {\n  default = "-Zshare-generics=y"\n}\n')
    lines.append('variable "acct" {\n  default = "team"\n}\n')
    lines.append('variable "repo" {\n  default = "app"\n}\n')
    return "\n".join(lines)


def target(number):
    stage, chain = STAGES[number % len(STAGES)], number // len(STAGES)
    name = f"{stage}-{chain}"
    tuple_ = "[" + ", ".join(AXES) + "]"
    before = f"{STAGES[number % len(STAGES) - 1]}-{chain}" if number % len(STAGES) else ""
    parts = [f'target "{name}" {{', f'  name = elem("{name}", {tuple_})', "  matrix = cargo_rust_feat_sys"]
    if before:
        parts += [f'  inherits = [elem("{before}", {tuple_})]', "  contexts = {", f'    input = elem("target:{before}", {tuple_})', "  }"]
    if stage == "docs":
        parts += ["  dockerfile-inline = <<EOF", "    FROM input AS docs", f"    RUN make docs-{chain}", "    EOF"]
    else:
        parts += ["  dockerfile = \"docker/Dockerfile." + stage + "\""]
    parts += [f'  target = "{stage}"', f'  tags = [elem_tag("{name}", {tuple_}, "latest"), "${{acct}}/${{repo}}:${{sanitize(elem("{name}", {tuple_}))}}",]',
              f'  labels = labels_of("{name}", {tuple_})', "  platforms = [\"linux/amd64\"]",
              "  args = {", f'    stage = "{stage}"', "    cargo_features = cargo_feat_sets[feat_set]",
              "    cache = cache_dir(sys_name, sys_version, rust_target)", f"    setting = setting_{number % 54}"]
    parts += FLAGS.strip("\n").splitlines() if stage in ("deps", "build", "install") else []
    parts += ["    // every target has some of its own"] + [f'    own_{i} = "{name}-${{feat_set}}-{i}"' for i in range(2)] + ["  }"]
    if stage == "smoke":
        parts += ['  output = ["type=cacheonly"]', '  ulimits = ["rtprio=49"]']
    return "\n".join([*parts, "}\n"])


def large(shares):
    """`shares`: how many values each axis has, by its name; 1 for those left out."""
    values = {axis: VALUES[axis][:shares.get(axis, 1)] for axis in AXES}
    text = [variables(values), HEAD]
    names = [f"{stage}-{chain}" for chain in range(6) for stage in STAGES]
    for chain in range(6):
        listed = ", ".join('"' + f"{stage}-{chain}" + '"' for stage in STAGES)
        text.append(f'group "chain-{chain}" {{\n  targets = [{listed}]\n}}\n')
    for stage in STAGES[:9]:
        listed = ",\n    ".join('"' + f"{stage}-{chain}" + '"' for chain in range(6))
        text.append(f'group "{stage}s" {{\n  targets = [\n    {listed},\n  ]\n}}\n')
    listed = ",\n    ".join('"' + f"chain-{chain}" + '"' for chain in range(6))
    text.append(f'group "default" {{\n  targets = [\n    {listed},\n  ]\n}}\n')
    text += [target(number) for number in range(len(names))]
    return "\n".join(text)


def leaves(count, base, values):
    """Targets that share three steps and differ in the last; `values`: `round`, new in all of them, and `changed`, in one."""
    return "\n".join([
        f"# round {values['round']}",
        'target "default" {', f'  matrix = {{ leaf = [for i in range({count}): "${{i}}"] }}', '  name = "leaf-${leaf}"',
        f"""  args = {{ ROUND = "{values['round']}", LEAF = leaf, MARK = leaf == "7" ? "{values.get('changed', 'same')}" : "same" }}""",
        '  network = "host"', '  tags = ["bench-leaf:${leaf}"]',
        "  dockerfile-inline = <<EOF", f"FROM {base} AS shared", "ARG ROUND", "RUN echo $ROUND >/one", "RUN echo two >/two",
        "RUN echo three >/three", "FROM shared", "ARG LEAF", "ARG MARK", "RUN echo $LEAF $MARK >/leaf", "EOF", "}\n"])
