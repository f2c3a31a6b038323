#!/usr/bin/env bash
# The action for GitHub, run as its runner does, with the wheel in the place of PyPI.
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"
test -e "$dist/riskwright-$version"-*.whl || die "the wheel is made by packaging/wheel.sh"

python pyyaml check-jsonschema zizmor
"$tools/check-jsonschema" --quiet --builtin-schema vendor.github-actions action.yml
"$tools/zizmor" --quiet --offline action.yml
"$tools/python" packaging/action/tried.py . "$example" "$dist" "$work/action"
