#!/usr/bin/env bash
# The static program by itself, as an archive for those who download it, and for `cargo binstall`.
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"
needs file=file
test -x "$program" || die "the program is made by packaging/wheel.sh"

file "$program" | grep -Eq 'static(ally|-pie) linked' || die "not static: $(file "$program")"

# A root in which there is nothing else: no C library, no /tmp, no /dev.
root=$work/nothing
if roots; then
    rm -rf "$root" && mkdir "$root"
    cp "$program" "$root/" && cp -r "$example" "$root/deals"
    says_version chroot "$root" /riskwright
    gate chroot "$root" /riskwright check /deals
    told "runs in an empty root"
else
    untried "the program in an empty root"
fi

name=riskwright-$version-$triple
rm -rf "${work:?}/$name" && mkdir "$work/$name"
cp "$program" LICENSE-* README.md CHANGELOG.md "$work/$name"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    -c "$name" | gzip -9n > "$dist/$name.tar.gz"

# What cargo binstall makes of Cargo.toml leads to that archive, and to the program in it.
python3 - "$dist/$name.tar.gz" "$version" "$triple" <<'PY'
import json, subprocess, sys, tarfile
archive, version, triple = sys.argv[1:]
said = json.loads(subprocess.check_output(["cargo", "metadata", "--no-deps", "--format-version", "1"]))
metadata = said["packages"][0]["metadata"]["binstall"]
known = {"repo": "REPO", "name": "riskwright", "version": version, "target": triple,
         "bin": "riskwright", "binary-ext": "", "archive-suffix": ".tar.gz"}
def filled(text):
    for name, value in known.items():
        text = text.replace("{ %s }" % name, value)
    assert "{" not in text, text
    return text
address, inside = filled(metadata["pkg-url"]), filled(metadata["bin-dir"])
assert address.endswith("/" + archive.rpartition("/")[2]), (address, archive)
assert metadata["pkg-fmt"] == "tgz"
with tarfile.open(archive) as parts:
    assert parts.getmember(inside).mode & 0o111, inside
PY
told "$name.tar.gz: $(du -h "$dist/$name.tar.gz" | cut -f1), where cargo binstall looks for it"
