package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line {@code ringbus} as a process of its own, on this class path. */
final class RingbusProcess implements AutoCloseable {

  private static final long END_LIMIT_SECONDS = 120;

  /** Meant for services that run alone: a hub listens where its own options say. */
  private static final Map<String, String> SETTINGS_OF_OTHERS =
      Map.of(
          "RINGBUS_BOOTSTRAP_SERVERS", "kafka.invalid:9092",
          "RINGBUS_INGRESS_PORT", "1",
          "RINGBUS_CONTROL_PORT", "1");

  private final Process process;
  private final Lines out;
  private final Lines err;
  private final Optional<Path> data;

  /**
   * @param data of a hub that is the only one there
   */
  private RingbusProcess(Process process, Optional<Path> data) {
    this.process = process;
    this.data = data;
    this.out = Lines.of(process.inputReader());
    this.err = Lines.of(process.errorReader());
  }

  /** Starts a process in that folder. */
  static RingbusProcess run(Path folder, Map<String, String> environment, String... arguments) {
    return run(folder, Optional.empty(), environment, arguments);
  }

  private static RingbusProcess run(
      Path folder, Optional<Path> data, Map<String, String> environment, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                Ringbus.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("RINGBUS_HOME");
    builder.environment().putAll(environment);
    try {
      return new RingbusProcess(builder.start(), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the test kits of other modules, which bring their own set-up of the log. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("-tests.jar") && !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Starts a hub on free ports, with its data in {@code data}, and returns when it is ready. */
  static RingbusProcess startHub(
      Path folder, Map<String, String> environment, String... arguments) {
    Path data = folder.resolve("data");
    Stream<String> all =
        Stream.concat(
            Stream.of(
                "start",
                "--data=" + data,
                "--ingress-port=0",
                "--control-port=0",
                "--kafka-port=0",
                "--postgres-port=0"),
            Stream.of(arguments));
    Map<String, String> variables = new HashMap<>(SETTINGS_OF_OTHERS);
    variables.putAll(environment);
    RingbusProcess hub = run(folder, Optional.of(data), variables, all.toArray(String[]::new));
    try {
      hub.awaitOut("ready");
    } catch (AssertionError e) {
      hub.close();
      throw e;
    }
    return hub;
  }

  /** What it has printed so far. */
  List<String> out() {
    return List.copyOf(out.lines());
  }

  /** What it has printed as errors so far. */
  List<String> err() {
    return List.copyOf(err.lines());
  }

  /** Returns when it has printed that line; fails if it ends before. */
  void awaitOut(String line) {
    TestHub.await()
        .atMost(END_LIMIT_SECONDS, TimeUnit.SECONDS)
        .until(() -> out().contains(line) || !process.isAlive());
    if (!out().contains(line)) {
      throw new AssertionError("ended before it was " + line + ": " + this);
    }
  }

  /** The part of a line of the greeting that follows these words. */
  String greeting(String words) {
    return out().stream()
        .map(String::strip)
        .filter(line -> line.startsWith(words))
        .map(line -> line.substring(words.length()).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + words + " in " + this));
  }

  /** Where PBXs call: {@code http://localhost:PORT}. */
  String url() {
    return greeting("PBXs call").replace("/{platform}/{integration}", "");
  }

  /** The exit code, when it has ended and all that it printed is read. */
  int awaitEnd() {
    return awaitEnd(END_LIMIT_SECONDS);
  }

  int awaitEnd(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError("runs on after " + seconds + " s: " + this);
      }
      out.reader().join();
      err.reader().join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a process", e);
    }
  }

  /** As {@code kill -9} does; what it started goes on. */
  void kill() {
    process.toHandle().destroyForcibly();
    awaitEnd();
  }

  /** As {@code kill} does; not by {@link Process#destroy}, which stops reading what is printed. */
  void terminate() {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  long pid() {
    return process.pid();
  }

  /**
   * Its database, which is a process of its own and outlives a killed hub; empty if it has none.
   */
  Optional<ProcessHandle> database() {
    return data.map(folder -> folder.resolve("postgres/data/postmaster.pid"))
        .filter(Files::exists)
        .flatMap(RingbusProcess::process);
  }

  private static Optional<ProcessHandle> process(Path pidFile) {
    try {
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    awaitEnd();
    database().ifPresent(ProcessHandle::destroyForcibly);
  }

  @Override
  public String toString() {
    return "out: %s%nerr: %s".formatted(String.join("\n", out()), String.join("\n", err()));
  }

  /** What a process prints, read as it comes. */
  private record Lines(List<String> lines, Thread reader) {

    static Lines of(BufferedReader from) {
      List<String> lines = new CopyOnWriteArrayList<>();
      return new Lines(lines, Thread.ofVirtual().start(() -> from.lines().forEach(lines::add)));
    }
  }
}
