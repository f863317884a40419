package dev.ringbus.ingress.benchmark;

import dev.ringbus.bus.PollLog;
import dev.ringbus.ingress.Connections;
import dev.ringbus.ingress.RunningIngress;
import dev.ringbus.ingress.benchmark.Constants.Answering;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.WaitingInstruction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import reactor.core.publisher.Mono;

/**
 * How fast idle polls are answered, beside the same server, path and connections with a constant in
 * the place of the ingress: {@code taskset -c 0,1 ./mvnw -q -pl ingress-service -am test
 * -Dtest=IdlePollBenchmark -Dsurefire.failIfNoSpecifiedTests=false -Dringbus.test.jvm=
 * -Dringbus.benchmark="ROUNDS CORES"}. It is no test: it prints figures, asserts nothing, and never
 * runs unless it is named.
 *
 * <p>{@code ROUNDS} in which each has two seconds, after five to warm up; {@code CORES} is where
 * the polls come from, {@code 2,3} for example. Then each is polled at a rate.
 */
@EnabledIfSystemProperty(named = "ringbus.benchmark", matches = ".+")
class IdlePollBenchmark {

  private static final String KEY = "key-of-acme-0001";
  private static final int CONNECTIONS = 64;
  private static final int WARM_UP = 5;
  private static final int SECONDS = 2;
  private static final int RATE = 5_000;
  private static final int OPEN_SECONDS = 20;

  @Test
  void run() throws Exception {
    String[] arguments = System.getProperty("ringbus.benchmark").split(" ", -1);
    int rounds = Integer.parseInt(arguments[0]);
    Constants constants = new Constants();
    try (RunningIngress ingress =
        new RunningIngress(
            IdlePollBenchmark::fill,
            starting -> {
              starting.getBeanFactory().addBeanPostProcessor(constants);
              // The one in memory keeps every report, which would be what is measured.
              starting.registerBean(
                  "reports", PollLog.class, () -> _ -> Mono.empty(), bean -> bean.setPrimary(true));
            })) {
      ingress.configure(Connections.integration("acme", "mts", KEY).build());
      Process load = load(ingress.port(), arguments.length > 1 ? arguments[1] : "");
      try (PrintWriter orders = new PrintWriter(load.outputWriter(), true);
          BufferedReader figures = load.inputReader()) {
        figures.readLine();
        compare(constants, rounds, orders, figures);
        for (Answering who : Answering.values()) {
          constants.answer(who);
          orders.println("open " + RATE + " " + OPEN_SECONDS);
          System.out.printf(
              "%s at %,d/s: median, 99 %%, 99.9 %%, longest in µs: %s; load average %s%n",
              who, RATE, figures.readLine(), loadAverage());
        }
        System.out.printf("%,.0f polls were counted%n", ingress.metric("ringbus.polls"));
      } finally {
        load.destroy();
      }
    }
  }

  private static void compare(
      Constants constants, int rounds, PrintWriter orders, BufferedReader figures)
      throws IOException {
    Map<Answering, List<Double>> rates = new EnumMap<>(Answering.class);
    Map<Answering, List<Double>> costs = new EnumMap<>(Answering.class);
    for (int round = -WARM_UP; round < rounds; round++) {
      StringBuilder line = new StringBuilder();
      for (Answering who : Answering.values()) {
        constants.answer(who);
        Work before = Work.now();
        orders.println("closed " + SECONDS);
        double rate = Double.parseDouble(figures.readLine());
        double cost = Work.now().since(before) / (rate * SECONDS);
        line.append(String.format("%s %,.0f/s %.1f µs  ", who, rate, cost));
        if (round >= 0) {
          rates.computeIfAbsent(who, _ -> new ArrayList<>()).add(rate);
          costs.computeIfAbsent(who, _ -> new ArrayList<>()).add(cost);
        }
      }
      System.out.println((round < 0 ? "warm-up: " : "") + line + "load " + loadAverage());
    }
    for (Answering who : Answering.values()) {
      System.out.printf(
          "%s: %,.0f/s, %.1f µs of the processor each; ingress has %.0f %% of its rate, and %.0f %%"
              + " of it by the cost%n",
          who,
          median(rates.get(who)),
          median(costs.get(who)),
          100 * median(ratios(rates.get(Answering.INGRESS), rates.get(who))),
          100 * median(ratios(costs.get(who), costs.get(Answering.INGRESS))));
    }
  }

  private static List<Double> ratios(List<Double> of, List<Double> to) {
    return IntStream.range(0, of.size()).mapToObj(i -> of.get(i) / to.get(i)).toList();
  }

  /**
   * What the event loops have cost so far, in µs of a processor: their own time, none of others'.
   */
  private record Work(Map<Long, Long> nanos) {

    static Work now() {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      return new Work(
          Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
              .filter(thread -> thread != null && thread.getThreadName().contains("ringbus-http"))
              .collect(
                  Collectors.toMap(
                      ThreadInfo::getThreadId,
                      thread -> threads.getThreadCpuTime(thread.getThreadId()))));
    }

    double since(Work earlier) {
      return nanos.entrySet().stream()
              .mapToLong(each -> each.getValue() - earlier.nanos.getOrDefault(each.getKey(), 0L))
              .sum()
          / 1e3;
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** Something waits for ten thousand calls, and none of them is polled for. */
  private static void fill(RunningIngress ingress) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    for (int i = 0; i < 10_000; i++) {
      ingress.instructions.put(
          new WaitingInstruction(
              "waiting-" + i,
              new IntegrationId("acme"),
              new CallId(Integer.toString(1 + i)),
              new Hangup(),
              "benchmark",
              now,
              now.plusHours(1)));
    }
  }

  private static Process load(int port, String cores) throws IOException {
    List<String> command = new ArrayList<>();
    if (!cores.isEmpty()) {
      command.addAll(List.of("taskset", "-c", cores));
    }
    String request =
        "GET /mts/acme/CallEvent/CALL HTTP/1.1\\nHost: hub.example:8080\\n"
            + "User-Agent: MTSSecretary\\nAccept: application/json\\n"
            + "Authorization: Basic "
            + Base64.getEncoder().encodeToString(("mts:" + KEY).getBytes(StandardCharsets.UTF_8))
            + "\\n\\n";
    command.addAll(
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            PollLoad.class.getName(),
            Integer.toString(port),
            Integer.toString(CONNECTIONS),
            request));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String loadAverage() throws IOException {
    Path linux = Path.of("/proc/loadavg");
    return Files.exists(linux)
        ? Files.readString(linux, StandardCharsets.US_ASCII).substring(0, 4)
        : Double.toString(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
