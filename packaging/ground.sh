# What every script of this folder stands on; sourced, not run. In front of it stands nothing.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The one place that tells the version.
version=$(sed -n '/^\[package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' Cargo.toml)
triple=x86_64-unknown-linux-gnu
example=$PWD/examples/ai-infrastructure
dist=$PWD/target/packaging/dist       # what a release would publish
work=$PWD/target/packaging/work       # what is made on the way
program=$work/riskwright              # the static program, the same in every package
mkdir -p "$dist" "$work"

# Files bear the day of the commit, so that the same commit makes the same packages; outside a checkout
# that of the changelog.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
export SOURCE_DATE_EPOCH

die() { printf 'packaging: %s\n' "$*" >&2; exit 1; }
told() { printf '   %s\n' "$*"; }

# debian PACKAGE …: installs them.
debian() {
    command -v apt-get >/dev/null || die "install $*, or run this on Debian"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# roots: whether this machine lets us make a root of our own and run in it. Who is not root, or runs in
# a container that forbids it, is told what was not tried.
roots() {
    test "$(id -u)" -eq 0 && chroot / true 2>/dev/null || return 1
    rm -f "$work/device"
    mknod "$work/device" c 1 3 2>/dev/null && : 2>/dev/null >"$work/device" || return 1
    rm -f "$work/device"
}
untried() { told "not tried: $*, as this machine makes no root to run it in"; }

# needs COMMAND=PACKAGE …: installs those packages of Debian whose command is not there.
needs() {
    local pair missing=()
    for pair; do
        command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
    done
    test "${#missing[@]}" -eq 0 || debian "${missing[@]}"
}

# python TOOL …: an environment of its own with what PyPI has of these, its programs in $tools.
tools=$work/tools/bin
python() {
    needs python3=python3
    python3 -c 'import ensurepip' 2>/dev/null || debian python3-venv
    test -x "$tools/pip" || python3 -m venv --clear "$work/tools"
    "$tools/pip" install --quiet "$@"
}

# gate COMMAND …: runs a check of the example, whose gate fails on purpose, and holds it to that.
gate() {
    local status=0
    "$@" >"$work/report.txt" 2>"$work/said.txt" || status=$?
    if test "$status" -ne 1 || ! grep -q '^CRITICAL  intent-only-agreement' "$work/report.txt"; then
        cat "$work/said.txt" >&2
        die "ended with $status and not with the report of the example: $*"
    fi
}

# says_version COMMAND …: holds what a package's program says of itself to the version.
says_version() {
    local said
    said=$("$@" --version)
    test "$said" = "riskwright $version" || die "\`$* --version\` says \`$said\`, not $version"
}
