package io.clockwork.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A block of Java in a Markdown file, which is compiled as it stands there, in a method of a class,
 * and run.
 *
 * @param line where it begins, counted from 1
 * @param code the block's lines
 */
record Snippet(int line, List<String> code) {
  private static final Pattern CLUSTER = Pattern.compile("\\b(cluster|observe)\\(\"([^\"]+)\"\\)");
  private static final Pattern MEMBER = Pattern.compile("(?m)^Clockwork (\\w+) =");
  private static final Pattern JOB = Pattern.compile("\\bJob\\.named\\(\"([^\"]+)\"\\)");

  /** For a block that says nothing itself: what its reader has seen in one before. */
  private static final List<String> IMPORTS =
      List.of(
          "import io.clockwork.*;",
          "import io.clockwork.client.*;",
          "import io.clockwork.cluster.*;",
          "import io.clockwork.job.*;");

  /** Stands for the application's own code, which the block calls. */
  private static final String APPLICATION =
      """
      private static void extract() {}
      private static void load(Object any) {}
      private static void page(Object any) {}
      """;

  /** Returns the blocks of a file that are marked as Java. */
  static List<Snippet> of(Path markdown) throws IOException {
    List<Snippet> all = new ArrayList<>();
    List<String> block = null;
    int number = 0;
    for (String line : Files.readAllLines(markdown)) {
      number++;
      if (block == null && line.strip().equals("```java")) {
        block = new ArrayList<>();
        all.add(new Snippet(number + 1, block));
      } else if (line.strip().equals("```")) {
        block = null;
      } else if (block != null) {
        block.add(line);
      }
    }
    return all;
  }

  /** Returns the names of the jobs that it makes. */
  List<String> jobs() {
    return JOB.matcher(String.join("\n", code)).results().map(found -> found.group(1)).toList();
  }

  /**
   * Compiles and runs it.
   *
   * @param directory where to put what is compiled
   * @param suffix is put behind the names of clusters, so that this one meets nobody else's
   * @return the member that it started, if it left one running
   */
  List<AutoCloseable> run(Path directory, String suffix) throws Exception {
    String name = "Snippet" + line;
    Path source = directory.resolve(name + ".java");
    Files.writeString(source, source(name, suffix));
    compile(source, directory);
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, Snippet.class.getClassLoader())) {
      Object left = loader.loadClass(name).getMethod("run").invoke(null);
      return left == null ? List.of() : List.of((AutoCloseable) left);
    }
  }

  private String source(String name, String suffix) {
    String imports = code.stream().filter(Snippet::isImport).collect(Collectors.joining("\n"));
    String body = code.stream().filter(each -> !isImport(each)).collect(Collectors.joining("\n"));
    Matcher member = MEMBER.matcher(body);
    return (imports.isEmpty() ? String.join("\n", IMPORTS) : imports)
        + "\n\npublic final class "
        + name
        + " {\n"
        + APPLICATION
        + "public static AutoCloseable run() throws Exception {\n"
        + CLUSTER.matcher(body).replaceAll("$1(\"$2-" + suffix + "\")")
        + "\nreturn "
        + (member.find() ? member.group(1) : "null")
        + ";\n}\n}\n";
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  private void compile(Path source, Path directory) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      List<String> options =
          List.of(
              "-d",
              directory.toString(),
              "-proc:none",
              "--release",
              "17",
              "-cp",
              System.getProperty("java.class.path"));
      boolean good =
          compiler
              .getTask(null, files, said, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(good)
          .as(() -> "the block at line " + line + " compiles: " + said.getDiagnostics())
          .isTrue();
    }
  }
}
