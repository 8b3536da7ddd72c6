#!/bin/sh
set -eu
. ./note.sh
{
  echo "$CLOCKWORK_PARAM_TITLE"
  echo "$(cat inbox/orders-*.csv | wc -l) orders"
} >report.txt
