#!/bin/sh
set -eu
. ./note.sh
cat inbox/orders-*.csv | grep ';paid$' >"work/$cause.csv"
