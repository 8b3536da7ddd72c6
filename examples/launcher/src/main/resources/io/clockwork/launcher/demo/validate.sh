#!/bin/sh
set -eu
. ./note.sh
for orders in inbox/*.csv; do
  if grep -qv '^[0-9]*;[a-z]*;[0-9]*;[a-z]*$' "$orders"; then
    mv "$orders" quarantine/
    echo "$orders has a line that is no order; it is in quarantine now"
    exit 3
  fi
done
echo "all orders are sound"
