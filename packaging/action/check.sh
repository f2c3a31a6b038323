#!/usr/bin/env bash
# Checks what the inputs name, and tells the outputs. A gate that is not met is told and does not end
# this step; what could not be checked does.
set -euo pipefail

reports=$(mktemp -d "$RUNNER_TEMP/riskwright-XXXXXX")
arguments=(--format github -o "json=$reports/report.json" -o "markdown=$reports/report.md")
given() { test -z "$2" || arguments+=("$1" "$2"); }
given --profile "$INPUT_PROFILE"
given --fail-on "$INPUT_FAIL_ON"
given --undetermined "$INPUT_UNDETERMINED"
given --baseline "$INPUT_BASELINE"
given --as-of "$INPUT_AS_OF"
given --output "${INPUT_SARIF:+sarif=$INPUT_SARIF}"

status=0
riskwright check "${arguments[@]}" -- "$INPUT_PATH" || status=$?

if test "$status" -gt 1 || ! test -s "$reports/report.json"; then
    echo "gate=error" >> "$GITHUB_OUTPUT"
    echo "**Riskwright could not check: the log of the step says why.**" >> "$GITHUB_STEP_SUMMARY"
    exit 2
fi
cat "$reports/report.md" >> "$GITHUB_STEP_SUMMARY"
python3 - "$reports" "$status" >> "$GITHUB_OUTPUT" <<'PY'
import json, sys
reports, status = sys.argv[1], int(sys.argv[2])
with open(f"{reports}/report.json", encoding="utf-8") as file:
    said = json.load(file)
gate = said["summary"]["gate"]
# The exit code and the report say the same, or neither is to be trusted.
assert (gate == "passed") == (status == 0), (gate, status)
new = sum(1 for finding in said["findings"] if finding["status"] == "new" and finding.get("change", "new") == "new")
print(f"gate={gate}\nnew={new}\nworse={said['summary']['worse']}")
print(f"report={reports}/report.json\nmarkdown={reports}/report.md")
PY
