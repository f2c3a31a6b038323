"""One program in which every change that was drawn stands behind a switch."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from places import Change

SWITCH = """//! Which change is switched on: `MUTANT=7`.

use std::sync::LazyLock;

static ON: LazyLock<u32> =
    LazyLock::new(|| std::env::var("MUTANT").ok().and_then(|n| n.parse().ok()).unwrap_or(0));

/// Whether a change is switched on.
#[must_use]
pub fn on(number: u32) -> bool {
    *ON == number
}
"""


def rendered(text: bytes, drawn: list[Change]) -> bytes:
    """A file with its changes, each between marks with its number."""
    drawn = sorted(drawn, key=lambda c: (c.start, -c.end, c.number))

    def part(start: int, end: int, within: list[Change]) -> bytes:
        out, at = b"", start
        while within:
            first = within.pop(0)
            inside = [c for c in within if c.start < first.end]
            within = [c for c in within if c.start >= first.end]
            out += text[at:first.start] + switched(first, inside)
            at = first.end
        return out + text[at:end]

    def switched(change: Change, inside: list[Change]) -> bytes:
        n = change.number
        now = part(change.start, change.end, list(inside))
        if change.statement:
            body = f"if !crate::mutant::on({n}) {{ ".encode() + now + b" }"
        else:
            then = b""
            for piece in change.instead:
                if isinstance(piece, str):
                    then += piece.encode()
                else:
                    held = [c for c in inside if piece[0] <= c.start and c.end <= piece[1]]
                    then += part(*piece, held)
            body = f"(if crate::mutant::on({n}) {{ ".encode() + then + b" } else { " + now + b" })"
        return f"/*m{n}*/".encode() + body + f"/*{n}m*/".encode()

    return part(0, len(text), drawn)


def write(path: Path, content: bytes):
    """Writes what is new, so that nothing else is built again."""
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def lay_out(root: Path, tree: Path, drawn: list[Change]):
    """A copy of the project with the changes in it."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.check_output(listed, cwd=root).decode().split("\0")
    kept = {name for name in names if name and (root / name).is_file()}
    by_file: dict[str, list[Change]] = {}
    for change in drawn:
        by_file.setdefault(change.path, []).append(change)
    for name in kept:
        content = (root / name).read_bytes()
        if name == "src/lib.rs":
            content += b"\n#[doc(hidden)]\npub mod mutant;\n"
        write(tree / name, rendered(content, by_file.get(name, [])))
    write(tree / "src/mutant.rs", SWITCH.encode())
    for folder in ("src", "tests", "rules", "examples"):
        for path in (tree / folder).rglob("*"):
            name = path.relative_to(tree).as_posix()
            if path.is_file() and name not in kept and name != "src/mutant.rs":
                path.unlink()
    shutil.copystat(root / "Cargo.toml", tree / "Cargo.toml")


def refused(tree: Path, env: dict) -> set[int] | None:
    """The numbers of changes that the compiler does not take; `None`: it takes all that are left."""
    command = ["cargo", "check", "--lib", "--quiet", "--message-format=json"]
    told = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True)
    if told.returncode == 0:
        return None
    wrong: set[int] = set()
    first = told.stderr
    for line in told.stdout.splitlines():
        message = json.loads(line).get("message") or {}
        if message.get("level") != "error":
            continue
        first = message.get("rendered") or first
        spans = every_span(message)
        found = set().union(*(at_span(tree, span) for span in spans))
        # What a change does to a name may show elsewhere: those that stand between.
        wrong |= found or at_span(tree, around(spans))
    if not wrong:
        raise SystemExit(f"the program with its changes cannot be built:\n{first}")
    return wrong


def every_span(message: dict) -> list[dict]:
    """The spans of a message, of the primary place first."""
    spans = sorted(message["spans"], key=lambda s: not s["is_primary"])
    return spans + [s for child in message["children"] for s in child["spans"]]


def around(spans: list[dict]) -> dict:
    """What lies between the first and the last of a message's spans of one file."""
    here = [s for s in spans if s["file_name"] == spans[0]["file_name"]] if spans else []
    start = min((s["byte_start"] for s in here), default=0)
    end = max((s["byte_end"] for s in here), default=0)
    return {"file_name": here[0]["file_name"] if here else "-", "byte_start": start, "byte_end": end}


def at_span(tree: Path, span: dict) -> set[int]:
    """The changes that hold a place or, where none does, lie in it."""
    path = tree / span["file_name"]
    if not path.is_file():
        return set()
    text = path.read_bytes()
    a, b = span["byte_start"], span["byte_end"]
    holding, within = set(), set()
    for opened in re.finditer(rb"/\*m(\d+)\*/", text):
        number = opened[1]
        closed = text.find(b"/*" + number + b"m*/", opened.end())
        if opened.start() <= a and b <= closed:
            holding.add(int(number))
        elif a <= opened.start() and closed <= b:
            within.add(int(number))
    return holding or within
