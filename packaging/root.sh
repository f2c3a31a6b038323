#!/usr/bin/env bash
# A bare Debian 11 in which the static program runs, the .deb is installed and removed, and the wheel
# is installed by its Python of that time.
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"
roots || { untried "Debian 11"; exit; }
needs debootstrap=debootstrap

# From where this machine has its own Debian; elsewhere RISKWRIGHT_DEBIAN says from where.
mirror=${RISKWRIGHT_DEBIAN:-$(apt-get indextargets --format '$(LABEL) $(SITE)' 'Created-By: Packages' \
    | sed -n 's/^Debian //p' | head -n 1)}
test -n "$mirror" || die "apt knows no mirror of Debian; give one in RISKWRIGHT_DEBIAN"

root=$work/debian-11
if ! test -e "$root/complete"; then
    rm -rf "$root"
    debootstrap --variant=minbase --include=python3,python3-venv bullseye "$root" "$mirror" \
        >"$work/debootstrap.txt" 2>&1 \
        || { tail -n 20 "$work/debootstrap.txt" >&2; die "no root of Debian 11 from $mirror"; }
    touch "$root/complete"
fi
rm -rf "$root/try" && mkdir "$root/try"
cp "$program" "$dist"/*.whl "$dist"/*.deb "$root/try/"
cp -r "$example" "$root/try/deals"
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
told "Debian $(cat "$root/etc/debian_version"), C library $(inside ldd --version | sed -n '1s/.* //p')"

says_version inside /try/riskwright
gate inside /try/riskwright check /try/deals
told "the static program runs"

inside dpkg -i /try/riskwright_"$version"_amd64.deb >/dev/null
says_version inside riskwright
gate inside riskwright check /try/deals
inside dpkg --verify riskwright
inside bash -c '. /usr/share/bash-completion/completions/riskwright && complete -p riskwright' >/dev/null
inside dpkg --purge riskwright >/dev/null
! inside bash -c 'command -v riskwright' || die "the package leaves its program behind"
told "the package is installed, runs, and is removed"

inside python3 -m venv --clear /try/python
inside /try/python/bin/pip install --quiet --disable-pip-version-check --no-index --find-links /try "riskwright==$version"
says_version inside /try/python/bin/riskwright
gate inside /try/python/bin/riskwright check /try/deals
told "the wheel is installed by $(inside /try/python/bin/pip --version | cut -d' ' -f1,2) and runs"
rm -rf "$root/try"
