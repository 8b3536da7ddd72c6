package io.clockwork.launcher;

/** The exit codes, a contract with scripts. */
final class ExitCode {
  static final int OK = 0;

  /** With --wait: the run did not succeed. For the demo: something was not seen. */
  static final int RUN_FAILED = 1;

  /** The command line or the jobs file is wrong. */
  static final int USAGE = 2;

  static final int NO_MEMBER = 3;
  static final int NO_SUCH_JOB_OR_RUN = 4;
  static final int REFUSED = 5;

  /** As in sysexits.h: a bug of ours, told with its stack trace. */
  static final int SOFTWARE = 70;

  /** Not ended in time, or the outcome of an order is not known. */
  static final int TIMEOUT = 124;

  private ExitCode() {}
}
