"""How a run of all packs grows with the portfolio, and what its reports cost beside its verdicts.

    python3 benches/growth.py PROGRAM [DEALS ...] [--json]

Makes the portfolios of `portfolio.py` (by default 10,000, 100,000 and 1,000,000 deals, a twentieth
as many parties) in a folder that it removes. For each size it prints the processor seconds of the
verdicts alone (`-q`), of the default text report, with --json of the JSON report, too, how many
times the verdicts and how many times the size before that is, and the most memory. Processor time,
as the clock tells more of a machine's other work than of this. The default report should cost at
most three times the verdicts, and ten times the deals at most twelve times the time.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PORTFOLIO = Path(__file__).with_name("portfolio.py")
Run = tuple[float, float, float]


def run(command: list[str]) -> Run:
    """Processor seconds, seconds by the clock, and megabytes at most."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, time.monotonic() - started, used.ru_maxrss / 1024


def main() -> None:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    if not words:
        sys.exit(__doc__)
    program, sizes = words[0], [int(word) for word in words[1:]] or [10_000, 100_000, 1_000_000]
    before: dict[str, float] = {}
    print("deals      report    processor s  clock s  memory MB  times -q  times the size before")
    for deals in sizes:
        with tempfile.TemporaryDirectory() as folder:
            making = [sys.executable, str(PORTFOLIO), str(deals), str(deals // 20), folder]
            subprocess.run(making, check=True)
            json = f"{folder}/../riskwright-growth-{os.getpid()}.json"
            check = [program, "check", folder, "--fail-on", "never", "--jobs", "2"]
            reports = {"-q": [*check, "-q"], "text": check}
            if "--json" in sys.argv:
                reports["json"] = [*check, "-q", "-o", json]
            verdicts = 0.0
            for name, command in reports.items():
                processor, clock, memory = run(command)
                verdicts = verdicts or processor
                grown = f"{processor / before[name]:21.1f}" if name in before else ""
                before[name] = processor
                line = f"{deals:<10,} {name:<8} {processor:12.1f} {clock:8.1f} {memory:10.0f}"
                print(f"{line} {processor / verdicts:9.1f} {grown}", flush=True)
            if os.path.exists(json):
                print(f"           the JSON has {os.path.getsize(json) / 1e6:,.0f} MB")
                os.remove(json)


main()
