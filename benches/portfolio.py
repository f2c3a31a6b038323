"""Writes a large portfolio in the shipped vocabulary, for runs of all packs over it.

    python3 benches/portfolio.py DEALS PARTIES FOLDER [SEED]
    riskwright check FOLDER --fail-on never

Parties trade mostly with a few neighbours, as in a market of many small circles; one deal in
ten goes to one of the hundred largest, and one in a hundred does not say who one side is.
"""

import json
import random
import sys
from pathlib import Path

FINANCING = ["equity", "loan", "guarantee", "warrant"]
PURCHASES = ["supply", "cloud", "lease", "offtake"]
STAGES = ["announced", "letter_of_intent", "signed", "signed", "effective", "effective"]
KINDS = ["model_developer", "cloud", "chip_maker", "data_centre", "financier", "other"]


def money(dice: random.Random, most: float) -> dict[str, object]:
    """An amount, mostly in dollars."""
    currency = dice.choices(["USD", "EUR"], [9, 1])[0]
    return {"amount": f"{dice.uniform(0.001, most) * 1e9:.2f}", "currency": currency}


def party(dice: random.Random, i: int) -> dict[str, object]:
    record: dict[str, object] = {"id": f"p{i:06}", "name": f"Party {i}", "kind": dice.choice(KINDS)}
    for field, most in [("revenue", 5), ("ebitda", 1), ("debt", 6), ("equity", 4), ("cash", 1), ("backlog", 9)]:
        if dice.random() < 0.8:
            record[field] = money(dice, most)
    record["rating"] = dice.choice(["unrated", "b", "bb", "bbb", "a"])
    record["forecasts"] = [{"year": year, "revenue": money(dice, 6)} for year in (2026, 2027)]
    return record


def deal(dice: random.Random, i: int, parties: int) -> dict[str, object]:
    kind = dice.choice(FINANCING if dice.random() < 0.3 else PURCHASES)
    one = dice.randrange(parties)
    near = (one + dice.randint(1, 20)) % parties
    other = dice.randrange(min(100, parties)) if dice.random() < 0.1 else near
    ends = ("provider", "recipient") if kind in FINANCING else ("buyer", "seller")
    record: dict[str, object] = {"id": f"d{i:08}", "name": f"Deal {i}", "kind": kind, "stage": dice.choice(STAGES)}
    record[ends[0]], record[ends[1]] = f"p{one:06}", f"p{other:06}"
    if dice.random() < 0.01:
        del record[dice.choice(ends)]
    record["announced"] = f"2025-{dice.randint(1, 11):02}-{dice.randint(1, 28):02}"
    for field, most in [("value", 2), ("binding", 1), ("committed", 1), ("spent", 1)]:
        if dice.random() < 0.85:
            record[field] = money(dice, most)
    if dice.random() < 0.5:
        record["payments"] = [
            {"due": f"{dice.randint(2026, 2028)}-06-30", "amount": money(dice, 0.5)} for _ in range(2)
        ]
    return record


def main() -> None:
    deals, parties, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    dice = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "parties.jsonl", "w", encoding="utf-8") as out:
        for i in range(parties):
            out.write(json.dumps(party(dice, i)) + "\n")
    with open(folder / "deals.jsonl", "w", encoding="utf-8") as out:
        for i in range(deals):
            out.write(json.dumps(deal(dice, i, parties)) + "\n")
    rate = {"base": "EUR", "quote": "USD", "date": "2025-01-01", "rate": 1.1}
    (folder / "exchange_rates.jsonl").write_text(json.dumps(rate) + "\n", encoding="utf-8")
    manifest = "as_of: 2025-12-15\ndata: [parties.jsonl, deals.jsonl, exchange_rates.jsonl]\n"
    (folder / "riskwright.yaml").write_text(manifest, encoding="utf-8")


main()
