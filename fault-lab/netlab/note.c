/* note FOLDER [SECONDS]: the lab's job. Appends `start` and, SECONDS later, `end` to FOLDER/MEMBER.notes: what, microseconds
   since 1970, job, run id, fire time, attempt, member, fencing token ('-' for what there is not). One write to a file opened
   for appending for each line, so lines of many runs do not mix. Linked statically: it starts in a tenth of a shell's time, and
   nobody can set its clock wrong by LD_PRELOAD. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *of(const char *name) {
  const char *value = getenv(name);
  return value && *value ? value : "-";
}

static int note(int fd, const char *what) {
  struct timespec now;
  char line[4096];
  clock_gettime(CLOCK_REALTIME, &now);
  int length = snprintf(line, sizeof line, "%s %lld%06ld %s %s %s %s %s %s\n", what, (long long) now.tv_sec, now.tv_nsec / 1000,
                        of("CLOCKWORK_JOB"), of("CLOCKWORK_RUN"), of("CLOCKWORK_FIRE_TIME"), of("CLOCKWORK_ATTEMPT"),
                        of("CLOCKWORK_MEMBER"), of("CLOCKWORK_TOKEN"));
  return length > 0 && length < (int) sizeof line && write(fd, line, length) == length;
}

int main(int count, char **words) {
  char path[4096];
  if (count < 2 || snprintf(path, sizeof path, "%s/%s.notes", words[1], of("CLOCKWORK_MEMBER")) >= (int) sizeof path) return 64;
  int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0 || !note(fd, "start")) return 74;
  double seconds = count > 2 ? atof(words[2]) : 0;
  struct timespec left = {(time_t) seconds, (long) ((seconds - (time_t) seconds) * 1e9)};
  while (nanosleep(&left, &left)) ;
  return note(fd, "end") ? 0 : 74;
}
