package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher {@code ringbus} and {@code .mvn/jdk.sh}, on a machine made for the purpose: JDKs and
 * a Maven that only say how they were called.
 */
class LauncherTest {

  private static final Path REPOSITORY = repository();

  /** Where scripts find their tools; no JDK. */
  private static final String TOOLS = "/usr/bin:/bin";

  @TempDir private Path machine;

  private final Map<String, String> environment = new TreeMap<>();

  private record Ended(int code, String out, String err) {}

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** A checkout whose launcher looks for JDKs on this machine alone. */
  @BeforeEach
  void checkOut() throws IOException {
    Files.createDirectories(home());
    Files.createDirectories(tools());
    for (String tool :
        List.of(
            "sh",
            "cat",
            "dirname",
            "find",
            "grep",
            "head",
            "ln",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tail",
            "touch")) {
      script(tools().resolve(tool), "exec " + found(tool) + " \"$@\"");
    }
    environment.put("PATH", tools().toString());
    environment.put("HOME", home().toString());
    Path root = checkout();
    Files.createDirectories(root.resolve(".mvn"));
    Files.writeString(
        root.resolve(".mvn/jdk.sh"),
        Files.readString(REPOSITORY.resolve(".mvn/jdk.sh"))
            .replace("/usr/lib/jvm", machine + "/jvm")
            .replace("/opt/java /usr/java", machine + "/none")
            .replace("/Library/Java/JavaVirtualMachines", machine + "/none"));
    Files.copy(REPOSITORY.resolve("ringbus"), root.resolve("ringbus"));
    script(
        root.resolve("mvnw"),
        "echo \"mvnw $*\" >> calls",
        "mkdir -p standalone/target && : > standalone/target/standalone-exec.jar");
    Files.createDirectories(root.resolve("standalone/src/main"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("standalone/pom.xml"), "<project/>");
  }

  private static Path found(String tool) {
    for (String folder : TOOLS.split(":", -1)) {
      if (Files.exists(Path.of(folder, tool))) {
        return Path.of(folder, tool);
      }
    }
    throw new IllegalStateException("expected " + tool + " in " + TOOLS);
  }

  private Path home() {
    return machine.resolve("home");
  }

  private Path tools() {
    return machine.resolve("tools");
  }

  private Path checkout() {
    return machine.resolve("check out");
  }

  /** A JDK of that version, whose {@code java} says its options, or extracts an application. */
  private Path jdk(String name, String version) throws IOException {
    Path home = machine.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/javac"), ":");
    script(
        home.resolve("bin/java"),
        "case $1 in",
        "-Djarmode=tools) for app; do :; done; mkdir -p \"$app\" && : > \"$app/extracted\" ;;",
        "*) printf '%s|' \"" + version + "\" \"$RINGBUS_HOME\" \"$@\" ;;",
        "esac");
    return home;
  }

  private static void script(Path path, String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of("#!/bin/sh"));
    all.addAll(List.of(lines));
    Files.write(path, all);
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }

  private Ended run(Path launcher, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Ended run(List<String> command) throws Exception {
    Path out = machine.resolve("out");
    Path err = machine.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.directory(machine.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Ended(
        code,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private Ended run(String... arguments) throws Exception {
    return run(checkout().resolve("ringbus"), arguments);
  }

  @Test
  void passesAnOlderJavaHomeForANewerJdkBesideIt() throws Exception {
    environment.put("JAVA_HOME", jdk("jvm/java-17", "17.0.15").toString());
    jdk("jvm/temurin-25", "25.0.3");

    Ended ended = run("version");

    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(ended.out()).startsWith("25.0.3|");
  }

  @Test
  void takesTheJdkOfJavaHomeThenOfThePathThenAnyOther() throws Exception {
    jdk("jvm/a", "26");
    assertThat(run("version").out()).startsWith("26|");

    environment.put("PATH", jdk("elsewhere", "25.0.1") + "/bin:" + tools());
    assertThat(run("version").out()).startsWith("25.0.1|");

    environment.put("JAVA_HOME", jdk("chosen", "25.0.2").toString());
    assertThat(run("version").out()).startsWith("25.0.2|");
  }

  @Test
  void findsAJdkInTheHomeOfWhoRunsIt() throws Exception {
    jdk("home/.sdkman/candidates/java/25-tem", "25");

    assertThat(run("version").out()).startsWith("25|");
  }

  @Test
  void saysWhereItLookedForAJdk() throws Exception {
    Path old = jdk("jvm/java-17", "17.0.15");
    environment.put("JAVA_HOME", old.toString());
    environment.put("PATH", old + "/bin:" + tools());

    Ended ended = run("version");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo(
            ("ringbus: no JDK 25 found: looked at JAVA_HOME (%s), at javac on the PATH (%1$s/bin/javac)"
                    + " and under %s/jvm. Install a JDK 25, or set JAVA_HOME to one.\n")
                .formatted(old, machine));
  }

  @Test
  void saysThatNothingIsSet() throws Exception {
    Ended ended = run("version");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith(
            "ringbus: no JDK 25 found: looked at JAVA_HOME (not set), at javac on the PATH (none)");
  }

  /** A runtime without a compiler cannot build. */
  @Test
  void doesNotTakeARuntimeForAJdk() throws Exception {
    Files.delete(jdk("jvm/jre-25", "25").resolve("bin/javac"));

    assertThat(run("version").code()).isEqualTo(1);
  }

  @Test
  void buildsOnceAndAgainAfterAChange() throws Exception {
    jdk("jvm/jdk", "25");

    Ended first = run("version");
    Ended second = run("version");

    assertThat(first.code()).isZero();
    assertThat(first.err()).startsWith("ringbus: building (the first time");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);

    Path source = Files.writeString(checkout().resolve("standalone/src/main/New.java"), "");
    Files.setLastModifiedTime(
        source,
        FileTime.from(
            Files.getLastModifiedTime(checkout().resolve("standalone/target/app/built"))
                .toInstant()
                .plusSeconds(1)));

    assertThat(run("version").err()).contains("ringbus: building");
    assertThat(builds()).isEqualTo(2);
  }

  private long builds() throws IOException {
    return Files.readAllLines(checkout().resolve("calls")).stream()
        .filter(call -> call.contains("-pl standalone -am -DskipTests package"))
        .count();
  }

  @Test
  void handsOverArgumentsAndItsHomeAsTheyAre() throws Exception {
    jdk("jvm/jdk", "25");
    environment.put("RINGBUS_JAVA_OPTS", "-Xmx1g -Dx=y");

    Ended ended = run("apply", "a file.yaml", "--bootstrap-servers", "", "*");

    assertThat(ended.out())
        .startsWith("25|" + checkout() + "|")
        .contains(
            "|-Xmx1g|-Dx=y|-jar|" + checkout() + "/standalone/target/app/standalone-exec.jar|")
        .endsWith("|apply|a file.yaml|--bootstrap-servers||*|");
  }

  @Test
  void worksThroughALink() throws Exception {
    jdk("jvm/jdk", "25");
    Path link = Files.createSymbolicLink(tools().resolve("ringbus"), checkout().resolve("ringbus"));

    assertThat(run(link, "version").out())
        .startsWith("25|" + checkout() + "|")
        .endsWith("version|");
  }

  @Test
  void saysWhyABuildFailed() throws Exception {
    jdk("jvm/jdk", "25");
    script(
        checkout().resolve("mvnw"),
        "echo '[INFO] compiling'",
        "echo '[WARNING] no file'",
        "echo '[WARNING] Broken.java:[1,1] never used'",
        "echo '[ERROR] warnings found and -Werror specified'",
        "exit 1");

    Ended ended = run("version");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains(
            "[WARNING] Broken.java:[1,1] never used\n",
            "[ERROR] warnings found and -Werror specified\n",
            "ringbus: the build failed; all of its output is in ")
        .doesNotContain("[INFO]", "no file");
  }

  /** The real script on the real machine, which has the JDK that runs this test. */
  @Test
  void findsTheJdkOfThisMachine() throws Exception {
    Path old = jdk("jvm/java-17", "17.0.15");
    environment.put("JAVA_HOME", old.toString());
    environment.put("PATH", System.getProperty("java.home") + "/bin:" + TOOLS);

    Ended ended =
        run(
            List.of(
                "sh",
                "-euc",
                ". \"$0\" && \"$JAVA_HOME/bin/java\" -version 2>&1",
                REPOSITORY.resolve(".mvn/jdk.sh").toString()));

    assertThat(ended.code()).as(ended.toString()).isZero();
    assertThat(ended.out()).contains("version \"" + Runtime.version().feature());
  }
}
