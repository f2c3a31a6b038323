#!/usr/bin/env bash
# The packages for npm: a launcher, and for each platform a package with the program, of which npm
# installs the one that fits.
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"
needs node=nodejs npm=npm
test -x "$program" || die "the program is made by packaging/wheel.sh"

made=$work/npm
rm -rf "$made" "$dist"/*.tgz
mkdir -p "$made/riskwright/bin" "$made/linux-x64/bin"
cp packaging/npm/riskwright.js "$made/riskwright/bin/"
cp "$program" "$made/linux-x64/bin/"
cp LICENSE-APACHE LICENSE-MIT README.md "$made/riskwright/"
cp LICENSE-* "$made/linux-x64/"

# The manifests: what they say stands in Cargo.toml.
python3 - "$made" <<'PY'
import json, pathlib, subprocess, sys
made = pathlib.Path(sys.argv[1])
said = json.loads(subprocess.check_output(["cargo", "metadata", "--no-deps", "--format-version", "1"]))
crate, = said["packages"]
same = {key: crate[key] for key in ("version", "description", "license")}
def write(folder, **more):
    text = json.dumps({**more, **same}, indent=2) + "\n"
    (made / folder / "package.json").write_text(text, encoding="utf-8")
write("riskwright", name="riskwright", keywords=crate["keywords"], engines={"node": ">=18"},
      bin={"riskwright": "bin/riskwright.js"}, files=["bin", "LICENSE-*"],
      optionalDependencies={"@riskwright/linux-x64": crate["version"]})
write("linux-x64", name="@riskwright/linux-x64", os=["linux"], cpu=["x64"], preferUnplugged=True,
      files=["bin", "LICENSE-*"])
PY

for package in riskwright linux-x64; do
    (cd "$made/$package" && npm pack --silent --pack-destination "$dist" >/dev/null)
done
main=$dist/riskwright-$version.tgz platform=$dist/riskwright-linux-x64-$version.tgz
told "$(basename "$main"), $(basename "$platform")"

# npm asks a registry for the platform package, whatever it is given beside: both are told as files.
put() {
    local folder=$1
    rm -rf "$folder" && mkdir -p "$folder" && shift
    (cd "$folder" && npm install --silent --no-audit --no-fund --offline "$@" >npm.txt 2>&1) \
        || { cat "$folder/npm.txt" >&2; die "npm install failed"; }
}
put "$made/both" "$platform" "$main"
says_version "$made/both/node_modules/.bin/riskwright"
gate "$made/both/node_modules/.bin/riskwright" check "$example"
test -f "$made/both/node_modules/@riskwright/linux-x64/LICENSE-THIRD-PARTY" || die "no licences of what is linked"

# Without the platform package nothing is checked, and that is not taken for a gate that is met.
put "$made/alone" --omit=optional "$main"
status=0
"$made/alone/node_modules/.bin/riskwright" check "$example" 2>"$made/said.txt" || status=$?
test "$status" -eq 2 || die "without its platform package the launcher ends with $status"
grep -q '@riskwright/linux-x64, which has the program, is not installed' "$made/said.txt" \
    || die "the launcher does not say what is missing: $(cat "$made/said.txt")"
told "installed with npm; says which package is missing where one is"
