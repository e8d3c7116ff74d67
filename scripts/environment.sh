#!/bin/sh
# Makes .venv hold what one requirements file pins, and Koers itself: scripts/environment.sh runtime|dev
# Does nothing when the file, pyproject.toml and the place of the working copy are those of the last time.
set -eu
cd "$(dirname "$0")/.."
kind=$1
requirements=requirements/$kind.txt
stamp=.venv/koers-$kind.stamp
wanted=$(cat "$requirements" pyproject.toml | cksum)" $PWD"

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

make_venv() {
  python=$(find_python)
  if has_uv; then
    uv venv --quiet --clear --python "$python" .venv
  elif "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    "$python" -m venv --clear .venv
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

if [ "$(cat "$stamp" 2>/dev/null || echo none)" != "$wanted" ]; then
  # An environment that was moved, or whose Python is gone, cannot be mended: it is made anew.
  if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    say "Making a Python environment in .venv ..."
    make_venv
  fi
  say "Installing what $requirements pins ..."
  install --require-hashes -r "$requirements"
  install --no-deps --no-build-isolation -e .
  printf '%s\n' "$wanted" >"$stamp"
fi
.venv/bin/python -m koers.config.catalogues
