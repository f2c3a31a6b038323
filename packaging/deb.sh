#!/usr/bin/env bash
# The package for Debian and what descends from it: the program, its manual pages, completions.
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"
needs dpkg-deb=dpkg help2man=help2man
test -x "$program" || die "the program is made by packaging/wheel.sh"

made=$work/deb
rm -rf "$made" "$dist"/*.deb
doc=$made/usr/share/doc/riskwright man=$made/usr/share/man/man1
mkdir -p "$made/DEBIAN" "$doc" "$man"
install -D -m 755 "$program" "$made/usr/bin/riskwright"

# A page for the program and one for each command that it lists.
page() {
    local name=$1 about=$2
    shift 2
    help2man --no-info --version-string="$version" --name="$about" "$*" | gzip -9n > "$man/$name.1.gz"
}
about=$(sed -n 's/^description = "\(.*\)"$/\1/p' Cargo.toml)
page riskwright "$about" "$program"
"$program" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\)  *\(.*\)$/\1\t\2/p' \
| while IFS=$'\t' read -r command does; do
    test "$command" = help || page "riskwright-$command" "$does" "$program $command"
done
test "$(find "$man" -name 'riskwright-*' | wc -l)" -ge 6 || die "pages of commands are missing"

complete() { mkdir -p "$made/$(dirname "$2")" && "$program" completions "$1" > "$made/$2"; }
complete bash usr/share/bash-completion/completions/riskwright
complete zsh usr/share/zsh/vendor-completions/_riskwright
complete fish usr/share/fish/vendor_completions.d/riskwright.fish

{
    printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n'
    printf 'Upstream-Name: riskwright\n\nFiles: *\n'
    printf 'Copyright: %s\n' "$(sed -n 's/^Copyright (c) //p' LICENSE-MIT)"
    printf 'License: Expat or Apache-2.0\n'
    printf 'Comment: what the program is linked of is told by LICENSE-THIRD-PARTY.gz beside this file\n'
    printf '\nLicense: Expat\n'
    sed -e '1,4d' -e 's/^$/./' -e 's/^/ /' LICENSE-MIT
    printf '\nLicense: Apache-2.0\n On Debian systems: /usr/share/common-licenses/Apache-2.0\n'
} > "$doc/copyright"
gzip -9nc LICENSE-THIRD-PARTY > "$doc/LICENSE-THIRD-PARTY.gz"
gzip -9nc CHANGELOG.md > "$doc/changelog.gz"

{
    printf 'Package: riskwright\nVersion: %s\nArchitecture: amd64\n' "$version"
    printf 'Maintainer: The Riskwright contributors <%s>\n' "${MAINTAINER:-nobody@localhost}"
    printf 'Installed-Size: %s\nSection: utils\nPriority: optional\n' "$(du -sk "$made/usr" | cut -f1)"
    printf 'Description: rules for deals: what is wrong, what cannot be decided and why\n'
    printf ' Applies rules to records of deals and reports findings with the facts that they\n'
    printf ' rest on, and what cannot be decided because a fact is missing. Ends with 1 where\n'
    printf ' its gate is not met, for use in continuous integration.\n'
} > "$made/DEBIAN/control"
(cd "$made" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum > DEBIAN/md5sums)
find "$made" -newermt "@$SOURCE_DATE_EPOCH" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

deb=$dist/riskwright_${version}_amd64.deb
dpkg-deb -Zxz --root-owner-group --build "$made" "$deb" >/dev/null
told "$(basename "$deb"): $(find "$man" -type f | wc -l) manual pages, completions for three shells"
