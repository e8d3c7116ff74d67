#!/bin/sh
# Makes .venv hold what one requirements file pins, and Koers itself: scripts/environment.sh runtime|dev
# Does nothing when the file and pyproject.toml are those of the last time.
set -eu
cd "$(dirname "$0")/.."
kind=$1
requirements=requirements/$kind.txt
stamp=.venv/koers-$kind.stamp
place=.venv/koers-place
wanted=$(cat "$requirements" pyproject.toml | cksum)

say() { printf '%s\n' "$*" >&2; }

find_python() {
  for candidate in python3.11 python3 python3.12 python3.13 python3.14; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      "$candidate" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  say "Koers needs Python 3.11 or newer and found none: install it (Debian, Ubuntu: apt-get install python3.11) and run make again."
  exit 1
}

has_uv() { uv --version >/dev/null 2>&1; }

# An environment that was moved, or whose Python is gone, cannot be mended: its programs name their old place.
is_sound() {
  [ "$(cat "$place" 2>/dev/null || printf '%s' "$PWD")" = "$PWD" ] &&
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

make_venv() {
  python=$(find_python)
  if has_uv; then
    rm -rf .venv
    uv venv --quiet --python "$python" .venv
  elif "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    rm -rf .venv
    "$python" -m venv .venv
  else
    say "This Python cannot make a virtual environment: install its venv package (Debian, Ubuntu: apt-get install python3-venv) and run make again."
    exit 1
  fi
}

install() {
  if has_uv; then
    uv pip install --quiet --python .venv/bin/python "$@"
  else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
  fi
}

if ! is_sound; then
  say "Making a Python environment in .venv ..."
  make_venv
fi
if [ "$(cat "$stamp" 2>/dev/null || echo none)" != "$wanted" ]; then
  say "Installing what $requirements pins ..."
  install --require-hashes -r "$requirements"
  install --no-deps --no-build-isolation -e .
  printf '%s' "$PWD" >"$place"
  printf '%s\n' "$wanted" >"$stamp"
fi
.venv/bin/python -m koers.config.catalogues
