"""Changes single places of `src` at random, and tells which changes no test notices.

The cases and the other tests of the copy are read anew, so that a survivor can be tried again with
`--only` once there is a case. It takes a core for half an hour or more.

    python3 -m venv target/mutants/python
    target/mutants/python/bin/pip install tree-sitter tree-sitter-rust
    target/mutants/python/bin/python tests/mutants/run.py --count 100 --seed 1
"""

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from places import Change, of_project
from schemata import lay_out, refused

ROOT = Path(__file__).resolve().parents[2]

# What is run, the quickest that notices most first. `house` looks at the text of the source, which
# the switches change; the oracle takes long.
STEPS = [
    ("main", ["runner::", "conformance::", "library::", "index::"]),
    ("lib", []),
    ("main", ["book::", "cli::"]),
]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100, help="how many changes")
    parser.add_argument("--seed", type=int, default=1, help="which changes are drawn")
    parser.add_argument("--below", action="append", default=[], help="only there: eval/explain")
    parser.add_argument("--only", type=int, action="append", default=[],
                        help="only the change of that number: again, once there is a test")
    parser.add_argument("--also", action="append", default=[], help="tests run last: order::")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument("--folder", type=Path, default=ROOT / "target/mutants")
    return parser.parse_args()


def draw(args: argparse.Namespace) -> list[Change]:
    """The changes in the order of their numbers, with some in reserve for those that do not build."""
    places = of_project(ROOT, args.below)
    drawn = random.Random(args.seed).sample(places, min(len(places), args.count * 3 // 2 + 5))
    for number, change in enumerate(drawn, 1):
        change.number = number
    print(f"{len(places)} changes can be made", flush=True)
    return drawn


def build(args: argparse.Namespace, drawn: list[Change]) -> tuple[list[Change], dict[str, str]]:
    """The changes that build, and the programs that run the tests."""
    tree, env = args.folder / "tree", environment(args, 0)
    while True:
        lay_out(ROOT, tree, drawn)
        wrong = refused(tree, env)
        if wrong is None:
            break
        print(f"{len(wrong)} do not build", flush=True)
        drawn = [change for change in drawn if change.number not in wrong]
    spare = {change.number for change in drawn[args.count:]}
    command = ["cargo", "test", "--no-run", "--lib", "--bins", "--test", "main"]
    told = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True)
    if told.returncode != 0:
        raise SystemExit(told.stderr)
    programs = {}
    for line in told.stderr.splitlines():
        for name, source in (("lib", "src/lib.rs"), ("main", "tests/main.rs")):
            if "Executable" in line and source in line:
                programs[name] = line[line.rindex("(") + 1:line.rindex(")")]
    return [change for change in drawn if change.number not in spare], programs


def environment(args: argparse.Namespace, number: int) -> dict:
    told = {"MUTANT": str(number), "CARGO_TARGET_DIR": str(args.folder / "build")}
    # A seed that one change made fail is none that others fail by.
    told["PROPTEST_DISABLE_FAILURE_PERSISTENCE"] = "1"
    # Built once and run a hundred times: a little slower to build, several times as fast to run.
    told |= {"CARGO_PROFILE_DEV_OPT_LEVEL": "1", "CARGO_PROFILE_TEST_OPT_LEVEL": "1"}
    told |= {"CARGO_PROFILE_DEV_DEBUG": "0", "CARGO_PROFILE_TEST_DEBUG": "0"}
    return os.environ | told | {"INSTA_UPDATE": "no", "CARGO_TERM_COLOR": "never"}


def tried(args, programs, number: int, limits: list[float] | None) -> tuple[str | None, list[float]]:
    """What noticed a change, if something did, and how long each step took."""
    took = []
    steps = STEPS + ([("main", args.also)] if args.also else [])
    for i, (name, filters) in enumerate(steps):
        limit = limits[i] if limits else 1200
        command = [str(args.folder / "tree" / programs[name]), "-q", "--test-threads=2", *filters]
        start = time.monotonic()
        process = subprocess.Popen(
            command, cwd=args.folder / "tree", env=environment(args, number), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
            preexec_fn=lambda: (os.nice(10), resource.setrlimit(resource.RLIMIT_AS, (6 << 30,) * 2)),
        )
        try:
            out, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return "time", took
        took.append(time.monotonic() - start)
        if process.returncode != 0:
            failed = [line for line in out.splitlines() if line.startswith("---- ")]
            return (failed[0].split()[1] if failed else f"{name} ended"), took
    return None, took


def main() -> int:
    args = arguments()
    args.folder.mkdir(parents=True, exist_ok=True)
    drawn, programs = build(args, draw(args))
    noticed, took = tried(args, programs, 0, None)
    if noticed:
        raise SystemExit(f"{noticed} fails without any change")
    print(f"{len(drawn)} changes, {sum(took):.0f} s for one that nothing notices", flush=True)
    limits = [20 + 4 * args.jobs * seconds for seconds in took]
    drawn = [change for change in drawn if not args.only or change.number in args.only]
    survivors = []

    def one(change: Change):
        by, _ = tried(args, programs, change.number, limits)
        told = f"{change.number:4}  {change.path}:{change.line}  {change.told}"
        print(f"{told[:200]}   [{by or 'SURVIVES'}]", flush=True)
        if by is None:
            survivors.append((change.number, told))

    with ThreadPoolExecutor(args.jobs) as pool:
        list(pool.map(one, drawn))
    print(f"\n{len(survivors)} of {len(drawn)} survive (seed {args.seed})")
    for _, told in sorted(survivors):
        print(told)
    return 0


sys.exit(main())
