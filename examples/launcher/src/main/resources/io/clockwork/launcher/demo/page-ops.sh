#!/bin/sh
set -eu
. ./note.sh
echo "$CLOCKWORK_MEMBER pages the operators: $CLOCKWORK_CAUSE" | tee -a pages.txt
