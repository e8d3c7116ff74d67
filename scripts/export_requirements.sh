#!/bin/sh
# Writes requirements/*.txt from uv.lock: exact versions with hashes, without addresses of a registry.
set -eu
cd "$(dirname "$0")/.."

export_to() {
  name=$1
  shift
  uv export --quiet --format requirements-txt --no-emit-project --no-annotate --no-header \
    --no-default-groups --group build "$@" --output-file "requirements/$name.txt"
}

export_to runtime
export_to postgres --extra postgres
export_to fhir --extra fhir
export_to dev --extra postgres --extra fhir --group dev
