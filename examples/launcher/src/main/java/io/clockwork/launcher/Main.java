package io.clockwork.launcher;

/** Where {@code java -jar clockwork-launcher.jar} starts. */
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  /**
   * Prints the usage and exits with 2: there are no commands yet.
   *
   * @param args the command line; ignored
   */
  public static void main(String[] args) {
    System.err.println("usage: java -jar clockwork-launcher.jar COMMAND (no command exists yet)");
    System.exit(USAGE);
  }
}
