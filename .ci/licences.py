"""Every dependency must offer a licence that this project may be distributed with."""

import json
import re
import subprocess
import sys

ALLOWED = {
    "MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause",
    "BSL-1.0", "CC0-1.0", "ISC", "MIT-0", "Unicode-3.0", "Unicode-DFS-2016", "Unlicense",
    "Zlib", "0BSD", "MPL-2.0",
}


def fits(expression: str) -> bool:
    """Whether an SPDX expression (or an old one with a slash) can be met."""
    tokens = re.findall(r"\(|\)|[^\s()/]+(?:\s+WITH\s+\S+)?|/", expression)
    words = ["or" if t in ("OR", "/") else "and" if t == "AND" else t for t in tokens]
    python = " ".join(w if w in ("(", ")", "or", "and") else str(w in ALLOWED) for w in words)
    return bool(eval(python, {"__builtins__": {}}))


def main() -> int:
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    packages = json.loads(subprocess.check_output(command))["packages"]
    foreign = [p for p in packages if p["source"] is not None]
    wrong = [p for p in foreign if not fits(p["license"] or "none")]
    outside = [p for p in foreign if not p["source"].startswith("registry+")]
    for package in wrong:
        print(f"{package['name']} {package['version']}: {package['license']}")
    for package in outside:
        print(f"{package['name']} {package['version']}: not from the registry")
    print(f"{len(foreign)} dependencies looked at")
    return 1 if wrong or outside else 0


sys.exit(main())
