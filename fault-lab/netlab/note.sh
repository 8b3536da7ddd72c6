#!/usr/bin/env bash
# note.sh FOLDER [SECONDS]: the lab's job. Appends `start` and, SECONDS later, `end` to FOLDER/MEMBER.notes:
# what, microseconds since 1970, job, run id, fire time, attempt, member, fencing token ('-' for what there is not).
# One printf is one write to a file opened for appending, so lines of many runs do not mix. No process is forked.
set -eu
note() {
  local now=$EPOCHREALTIME
  printf '%s %s %s %s %s %s %s %s\n' "$1" "${now/[.,]/}" "$CLOCKWORK_JOB" "$CLOCKWORK_RUN" "${CLOCKWORK_FIRE_TIME:--}" \
    "$CLOCKWORK_ATTEMPT" "$CLOCKWORK_MEMBER" "${CLOCKWORK_TOKEN:--}" >>"$file"
}
file=$1/$CLOCKWORK_MEMBER.notes
note start
if [[ -n ${2:-} ]]; then sleep "$2"; fi
note end
