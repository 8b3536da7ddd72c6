#!/bin/sh
set -eu
. ./note.sh
