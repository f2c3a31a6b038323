#!/usr/bin/env bash
# The hooks for pre-commit, in a repository made for it: the one that packaging/ci shows, which takes
# the program from PyPI (here: the wheel), and the one of .pre-commit-hooks.yaml, for an installed one.
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"
test -e "$dist/riskwright-$version"-*.whl || die "the wheel is made by packaging/wheel.sh"
needs git=git

python pre-commit
here=$work/hooks
rm -rf "$here" && mkdir -p "$here"
export PRE_COMMIT_HOME=$here/cache PIP_FIND_LINKS=$dist
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
"$tools/pre-commit" validate-manifest .pre-commit-hooks.yaml

committed() { git -C "$1" add -A && git -C "$1" -c user.name=us -c user.email=us@localhost commit -qm "$2"; }
git init -q "$here/ours" && cp .pre-commit-hooks.yaml "$here/ours/" && committed "$here/ours" hooks

# A portfolio whose gate is met, among so many files that pre-commit would run a hook several times.
deals=$here/deals
git init -q "$deals"
"$program" init "$deals/deals" -q
mkdir "$deals/notes" && (cd "$deals/notes" && seq 500 | xargs touch)
cp packaging/ci/pre-commit.yaml "$deals/.pre-commit-config.yaml"
committed "$deals" first

# hook STATUS WORD CONFIG …: runs it once, and holds its end and what it prints to what is expected.
hook() {
    local expected=$1 word=$2 config=$3 status=0
    shift 3
    (cd "$deals" && "$tools/pre-commit" run --verbose --config "$config" "$@") >"$here/said.txt" 2>&1 || status=$?
    if test "$status" -ne "$expected" || test "$(grep -c "$word" "$here/said.txt")" -ne 1; then
        cat "$here/said.txt" >&2
        die "pre-commit ended with $status, and not once with \`$word\`"
    fi
}
cat > "$here/installed.yaml" <<YAML
repos:
  - repo: $here/ours
    rev: $(git -C "$here/ours" rev-parse HEAD)
    hooks: [{ id: riskwright, args: [deals/] }]
YAML
mkdir "$here/bin" && ln -s "$program" "$here/bin/riskwright"
for config in .pre-commit-config.yaml "$here/installed.yaml"; do
    if test "$config" != .pre-commit-config.yaml; then PATH=$here/bin:$PATH; fi
    git -C "$deals" reset -q --hard
    hook 0 'gate: passed' "$config" --all-files
    # What is removed is no file to pre-commit, and may be what a finding was waived by.
    git -C "$deals" rm -q deals/rules/first.risk
    hook 1 'Failed' "$config"
    git -C "$deals" reset -q --hard
    sed -i 's/^fail_on:.*//; $a fail_on: medium' "$deals/deals/riskwright.yaml" && git -C "$deals" add -A
    hook 1 'gate: failed' "$config"
done
told "pre-commit: from the wheel, and installed; a gate met, one not met, a file removed"
