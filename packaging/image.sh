#!/usr/bin/env bash
# The image of the Dockerfile. Where no Docker answers, its three steps are carried out by hand: what
# it copies goes into an empty root, in which its entry point runs in its folder.
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"

folder=$work/riskwright-$version-$triple
test -d "$folder" || die "the folder for the image is made by packaging/static.sh"

if timeout 30 docker info >/dev/null 2>&1; then
    docker build --quiet -f packaging/Dockerfile -t "riskwright:$version" "$folder" >/dev/null
    says_version docker run --rm "riskwright:$version"
    gate docker run --rm -v "$example:/deals:ro" "riskwright:$version" check .
    told "built and run by Docker"
    exit
fi

roots || { untried "the steps of the Dockerfile"; exit; }
root=$work/image
rm -rf "$root" && mkdir "$root"
while read -r instruction rest; do
    case $instruction in
        FROM) test "$rest" = scratch || die "FROM $rest" ;;
        COPY)
            # shellcheck disable=SC2086
            set -- $rest
            for file in "${@:1:$#-1}"; do install -D "$folder/$file" "$root${!#}$file"; done ;;
        WORKDIR) workdir=$rest ;;
        ENTRYPOINT) entry=$(python3 -c 'import json, sys; print(*json.loads(sys.argv[1]))' "$rest") ;;
        '#'* | '') ;;
        *) die "by hand, $instruction is not known" ;;
    esac
done < packaging/Dockerfile
mkdir -p "$root$workdir" && cp -r "$example/." "$root$workdir"

# The image has no shell that could change into its folder: chroot starts the program from outside.
within() { python3 - "$root" "$workdir" "$entry" "$@" <<'PY'
import os, sys
root, workdir, entry, *rest = sys.argv[1:]
os.chroot(root)
os.chdir(workdir)
os.execve(entry, [entry, *rest], {"PATH": "/usr/bin:/bin"})
PY
}
says_version within
gate within check .
told "not tried: docker build and docker run, as no Docker answers here"
told "its files are there, and its entry point runs in a root with nothing else"
