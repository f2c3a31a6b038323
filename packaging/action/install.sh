#!/usr/bin/env bash
# Installs the program, from PyPI and into a folder of its own, for this step's successors.
set -euo pipefail

fail() { printf '::error title=Riskwright::%s\n' "$*"; exit 2; }

version=$INPUT_VERSION
if test "$version" = installed; then
    command -v riskwright >/dev/null || fail "version is \`installed\`, and no riskwright is on the PATH"
    riskwright --version
    exit
fi
if test -z "$version"; then
    version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml")
fi
[[ $version =~ ^[0-9][0-9A-Za-z.+-]*$ ]] || fail "version is neither \`installed\` nor one of PyPI's"

home=$RUNNER_TEMP/riskwright-$version
if ! test -x "$home/bin/riskwright"; then
    python3 -m venv --clear "$home"
    "$home/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: "riskwright==$version" \
        || fail "PyPI has no riskwright $version for this runner; there are programs for Linux on x64"
fi
printf '%s\n' "$home/bin" >> "$GITHUB_PATH"
"$home/bin/riskwright" --version
