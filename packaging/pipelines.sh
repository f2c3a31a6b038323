#!/usr/bin/env bash
# The pipelines of packaging/ci: held to the schemas of their servers, their shell run.
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"
test -e "$dist/riskwright-$version"-*.whl || die "the wheel is made by packaging/wheel.sh"

python pyyaml check-jsonschema
fits() { "$tools/check-jsonschema" --quiet --builtin-schema "vendor.$1" "${@:3}" "packaging/ci/$2"; }
fits github-workflows github.yml
fits gitlab-ci gitlab.yml
# Its patterns are those of an older JavaScript.
fits azure-pipelines azure.yml --regex-variant nonunicode
"$tools/python" packaging/pipelines.py "$dist" "$example" "$work/pipelines"
