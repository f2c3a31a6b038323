"""The licences of all that is linked into the program, in one text that goes into each package.

Writes LICENSE-THIRD-PARTY at the top of the project, which is not kept in git: it follows Cargo.lock.
A crate of whose licence no text can be had is an error, not a gap.
"""

import json
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
NAMES = re.compile(r"(LICEN[CS]E|COPYING|COPYRIGHT|UNLICENSE|NOTICE)", re.IGNORECASE)
# What is linked statically beside the crates, and where Debian and Rust keep the terms.
LIBC = pathlib.Path("/usr/share/doc/libc6-dev/copyright")
LGPL = pathlib.Path("/usr/share/common-licenses/LGPL-2.1")


def linked(target: str) -> list[dict]:
    """The crates that the program is linked of, by name: no tests, no build scripts, no macros."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
    said = json.loads(subprocess.check_output(command, cwd=TOP))
    packages = {package["id"]: package for package in said["packages"]}
    nodes = {node["id"]: node for node in said["resolve"]["nodes"]}
    seen, waiting = set(), [said["resolve"]["root"]]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        for dependency in nodes[here]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    seen.discard(said["resolve"]["root"])
    macro = lambda package: any("proc-macro" in target["kind"] for target in package["targets"])
    found = [packages[one] for one in seen if not macro(packages[one])]
    return sorted(found, key=lambda package: (package["name"], package["version"]))


def texts(package: dict) -> list[str]:
    """The texts that a crate brings: of a choice with MIT that one, else all; notices always."""
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and NAMES.match(path.name)]
    files = [path for path in files if path.suffix.lower() in ("", ".md", ".txt") or "-" in path.name]
    if re.search(r"MIT\b.*( OR |/)|( OR |/)\s*MIT\b", package["license"] or ""):
        mit = [path for path in files if "MIT" in path.name.upper()]
        notices = [path for path in files if path.name.upper().startswith("NOTICE")]
        files = mit + notices if mit else files
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in files]


def standing_in(package: dict) -> list[str]:
    """For a crate that names its licence and brings no text: its authors, and the text as we have it."""
    expression = package["license"] or ""
    authors = ", ".join(package["authors"]) or f"the authors of {package['name']}"
    if re.search(r"\bMIT\b", expression):
        text = (TOP / "LICENSE-MIT").read_text(encoding="utf-8").strip()
        return [re.sub(r"Copyright \(c\).*", lambda _: f"Copyright (c) {authors}", text)]
    if "Apache-2.0" in expression:
        return [(TOP / "LICENSE-APACHE").read_text(encoding="utf-8").strip()]
    return []


def main() -> int:
    version = subprocess.check_output(["rustc", "-vV"], text=True)
    target = re.search(r"^host: (.*)$", version, re.MULTILINE).group(1)
    by_text: dict[str, list[str]] = {}
    missing = []
    packages = linked(target)
    for package in packages:
        found = texts(package) or standing_in(package)
        if not found:
            missing.append(f"{package['name']} {package['version']}: {package['license']}")
        for text in dict.fromkeys(found):
            title = f"{package['name']} {package['version']} ({package['license']})"
            by_text.setdefault(text, []).append(title)
    missing += [f"{path} is not there (package libc6-dev)" for path in (LIBC, LGPL) if not path.is_file()]
    if missing:
        print("no licence text for:", *missing, sep="\n  ", file=sys.stderr)
        return 1

    parts = [
        "The program riskwright is linked of what is listed here, beside its own code (LICENSE-MIT or"
        "\nLICENSE-APACHE). Its complete source and how it is linked are in its repository, so that it can"
        "\nbe linked anew with another version of each.",
        f"The standard library of Rust, {version.splitlines()[0]} (MIT OR Apache-2.0), and the runtime"
        "\nlibrary of GCC (GPL-3.0 with the GCC Runtime Library Exception).",
    ]
    for text, titles in sorted(by_text.items(), key=lambda item: item[1]):
        parts.append("\n".join(titles) + "\n\n" + text)
    parts.append("The GNU C library (LGPL-2.1), as Debian ships it\n\n" + LIBC.read_text(errors="replace").strip())
    parts.append(LGPL.read_text(encoding="utf-8").strip())
    rule = "\n\n" + "-" * 100 + "\n\n"
    out = TOP / "LICENSE-THIRD-PARTY"
    out.write_text(rule.join(parts) + "\n", encoding="utf-8")
    print(f"{out.name}: {len(packages)} crates, {len(by_text)} texts, {out.stat().st_size} bytes")
    return 0


sys.exit(main())
