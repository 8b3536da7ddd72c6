# Notes in runs.log that a run was really there: time in ms, job, run, member, process.
now() {
  t=$(date +%s%3N)
  case $t in *[!0-9]*) t=$(date +%s)000 ;; esac # a date that knows no milliseconds
  echo "$t"
}
echo "$(now) $CLOCKWORK_JOB $CLOCKWORK_RUN $CLOCKWORK_MEMBER $$" >>runs.log
# What is common to all runs of one cause: the fire time, or the order.
cause=$(echo "${CLOCKWORK_RUN#"$CLOCKWORK_JOB"?}" | tr -d ':')
