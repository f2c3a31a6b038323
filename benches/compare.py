"""Times whole runs over generated deals, beside other programs, after checking that all agree.

    python3 benches/compare.py DATA [--format jsonl|csv] [--threads N] [--rounds N]
        [--reference FINDINGS.jsonl] [--other 'NAME=COMMAND' ...]

DATA holds deals.FORMAT and parties.FORMAT with the columns that benches/workload/rules.risk
names. FINDINGS has one {"rule", "id"} a line. COMMAND is run as it is; commands take turns with
this program, so that a drifting machine drifts for all. Quote the ratios, not the seconds.
"""

import argparse
import json
import multiprocessing
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parent / "target" / "release" / "riskwright"


def manifest(data: Path, ending: str) -> str:
    """A project whose rules are the workload's and whose data lie elsewhere."""
    fields = (HERE / "workload" / "deals.map.yaml").read_text().split("fields:\n")[1]
    fields = "".join(f"    {line}\n" for line in fields.splitlines())
    parties = "      id: id\n      revenue_usd: revenue_usd\n"
    parties += "      debt_usd: debt_usd\n      equity_usd: equity_usd\n"
    return (
        f"rules: {HERE}/workload/rules.risk\nas_of: 2026-01-01\ndata:\n"
        f"  - path: {data}/parties.{ending}\n    record: Party\n    fields:\n{parties}"
        f"  - path: {data}/deals.{ending}\n    record: Deal\n    fields:\n{fields}"
        f"  - path: {HERE}/workload/rates.yaml\n"
    )


def timed(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak memory in MB of a run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def findings(project: str) -> set[tuple[str, str]]:
    """Rule and key of every finding, from the JSON report."""
    report = Path(project) / "report.json"
    command = [PROGRAM, "check", project, "--fail-on", "never", "-o", report]
    subprocess.run(command, check=True)
    found = json.loads(report.read_text())["findings"]
    return {(f["rule"], f["subject"]["key"]) for f in found}


def reference(path: str) -> set[tuple[str, str]]:
    """Rule and key of every finding of another program."""
    with open(path, encoding="utf-8") as lines:
        return {(row["rule"], row["id"]) for row in map(json.loads, lines)}


def agree(project: str, path: str) -> None:
    """Ends with 1 unless another program found the same."""
    ours, theirs = findings(project), reference(path)
    print(f"{len(ours)} findings, {len(ours - theirs)} of them ours alone, {len(theirs - ours)} missing")
    sys.exit(ours != theirs)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("--format", default="jsonl")
    options.add_argument("--threads", default="1")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--reference")
    options.add_argument("--other", action="append", default=[])
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as project:
        (Path(project) / "riskwright.yaml").write_text(manifest(given.data.resolve(), given.format))
        if given.reference:
            # In a process of its own: a child's peak memory is never less than its parent's was.
            check = multiprocessing.Process(target=agree, args=(project, given.reference))
            check.start()
            check.join()
            if check.exitcode:
                return 1
        own = [str(PROGRAM), "check", project, "--jobs", given.threads, "--fail-on", "never"]
        commands = {"riskwright": own}
        commands |= {name: shlex.split(command) for name, _, command in (o.partition("=") for o in given.other)}
        runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for turn in range(given.rounds + 1):
            for name, command in commands.items():
                run = timed(command)
                if turn:  # The first warms up.
                    runs[name].append(run)
        median = {name: statistics.median(wall for wall, _ in run) for name, run in runs.items()}
        for name, run in runs.items():
            memory = max(peak for _, peak in run)
            print(f"{name:24} {median[name]:8.3f} s  {memory:7.0f} MB  {median[name] / median['riskwright']:6.2f}")
    return 0


sys.exit(main())
