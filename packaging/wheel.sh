#!/usr/bin/env bash
# The wheel for PyPI, with the program in it, and with that the program for all other packages.
# pyproject.toml tells how it is linked: statically, so that no C library is asked of the machine.
source "$(dirname "${BASH_SOURCE[0]}")/ground.sh"

python 'maturin>=1.9,<2' 'wheel>=0.45' 'twine>=6' uv pipx
python3 packaging/notices.py

rm -rf "$work/wheels" "$dist"/*.whl
"$tools/maturin" build --release --quiet --out "$work/wheels" --compatibility manylinux2014
# What needs no C library runs with musl's as well; maturin lets nobody say both.
(cd "$work/wheels" && "$tools/wheel" tags --remove --platform-tag=+musllinux_1_1_x86_64 ./*.whl >/dev/null)
mv "$work"/wheels/*.whl "$dist"
wheel=$(echo "$dist"/riskwright-"$version"-*.whl)
"$tools/twine" check --strict "$wheel" >"$work/twine.txt" || { cat "$work/twine.txt" >&2; die "PyPI would refuse the wheel"; }
told "$(basename "$wheel")"

python3 - "$wheel" "$program" <<'PY'
import os, sys, zipfile
wheel, program = sys.argv[1:]
with zipfile.ZipFile(wheel) as parts:
    names = parts.namelist()
    for licence in ("LICENSE-APACHE", "LICENSE-MIT", "LICENSE-THIRD-PARTY"):
        assert any(name.endswith(f"dist-info/licenses/{licence}") for name in names), f"no {licence}"
    inside, = (name for name in names if name.endswith(".data/scripts/riskwright"))
    with open(program, "wb") as file:
        file.write(parts.read(inside))
os.chmod(program, 0o755)
PY

# A fresh environment that asks no registry.
python3 -m venv --clear "$work/fresh"
"$work/fresh/bin/pip" install --quiet --no-index --find-links "$dist" "riskwright==$version"
says_version "$work/fresh/bin/riskwright"
gate "$work/fresh/bin/riskwright" check "$example"
"$work/fresh/bin/pip" show --files riskwright | grep 'bin/riskwright' >/dev/null || die "pip does not know the program"

# One-time runs, as uvx and pipx make them, find the program by the name of the package.
export UV_CACHE_DIR=$work/uv PIPX_HOME=$work/pipx PIP_FIND_LINKS=$dist UV_FIND_LINKS=$dist
says_version "$tools/uvx" --quiet --offline --no-index "riskwright@$version"
says_version "$tools/pipx" run --quiet --spec "riskwright==$version" riskwright
told "installed with pip, run with uvx and with pipx"
