#!/usr/bin/env python3
"""How long a cascade takes in which parties fail one after the other, each since the one before did.

    benches/cascade.py PROGRAM

applies it to chains of growing length and tells processor time, and how many times the row above it is.
"""

import os
import resource
import subprocess
import sys
import tempfile

RULES = """record Bank key id { id: text equity: money failed: bool }
record Loan key id { id: text lender: Bank borrower: Bank amount: money }
define lost(b: Bank) = sum of l.amount for l in Loan where l.lender = b and l.borrower.failed
scenario fall {
    set b.failed = true for b in Bank where b.id = "b0"
    until stable, set b.failed = true for b in Bank where lost(b) > b.equity LOSS
}
rule fallen for b in Bank { flag critical when b.failed }
"""


def seconds(program, folder):
    command = [program, "stress", "-q", "--rules", "rules.risk", "banks.csv", "loans.csv"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    program = os.path.abspath(sys.argv[1])
    for loss in ["", "loss lost(b)"]:
        print("with losses" if loss else "without losses")
        last = None
        for banks in [2_000, 20_000, 200_000]:
            with tempfile.TemporaryDirectory() as folder:
                def write(name, lines):
                    with open(os.path.join(folder, name), "w") as file:
                        file.write("\n".join(lines) + "\n")

                write("rules.risk", [RULES.replace("LOSS", loss)])
                chain = range(1, banks)
                write("banks.csv", ["id,equity,failed", *(f"b{n},1 bn USD,no" for n in range(banks))])
                loans = (f"l{n},b{n},b{n - 1},2 bn USD" for n in chain)
                write("loans.csv", ["id,lender,borrower,amount", *loans])
                took = min(seconds(program, folder) for _ in range(3))
            times = "" if last is None else f", {took / last:.1f} times the row above"
            print(f"{banks:>8} parties: {took:.2f} s{times}")
            last = took


if __name__ == "__main__":
    main()
