#!/bin/sh
set -eu
. ./note.sh
gzip -c "work/$cause.csv" >"out/$cause.csv.gz"
cd out
{ sha256sum "$cause.csv.gz" 2>/dev/null || shasum -a 256 "$cause.csv.gz"; } >"$cause.csv.gz.sha256"
