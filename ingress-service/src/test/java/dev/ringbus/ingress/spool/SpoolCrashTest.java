package dev.ringbus.ingress.spool;

import static dev.ringbus.ingress.spool.SpoolSamples.spool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryEventLog;
import dev.ringbus.model.CallEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/** A process that is killed in the middle of its appends. */
class SpoolCrashTest {

  private static final int CRASHES = 3;

  @TempDir Path folder;

  @Test
  void drainsAllThatWasAcknowledgedByAProcessThatWasKilled() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (int crash = 0; crash < CRASHES; crash++) {
      acknowledged.addAll(appendUntilKilled("call-" + crash, 200 * (crash + 1)));
    }

    InMemoryEventLog broker = new InMemoryEventLog(new InMemoryBroker());
    Spool spool = spool(folder, Long.MAX_VALUE);
    spool.open();
    SpoolDrain drain =
        new SpoolDrain(
            spool,
            broker,
            new BrokerCircuit(Clock.systemUTC(), Duration.ofSeconds(1)),
            Duration.ofSeconds(10),
            Duration.ofMillis(10),
            Schedulers.newSingle("drain", true));
    drain.start();
    Awaitility.await().until(() -> spool.size() == 0);
    drain.stop();
    spool.close();

    List<String> drained = broker.events().stream().map(CallEvent::id).toList();
    assertThat(drained).doesNotHaveDuplicates().containsSubsequence(acknowledged);
    for (int crash = 0; crash < CRASHES; crash++) {
      String call = "call-" + crash + "-";
      assertThat(drained.stream().filter(id -> id.startsWith(call)))
          .as("of a call none is missing between the first and the last")
          .isEqualTo(
              drained.stream()
                  .filter(id -> id.startsWith(call))
                  .sorted(
                      Comparator.comparingInt(id -> Integer.parseInt(id.substring(call.length()))))
                  .toList());
    }
  }

  private List<String> appendUntilKilled(String call, int acknowledgements) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SpoolingProcess.class.getName(),
            folder.toString(),
            call);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader output = process.inputReader()) {
      while (acknowledged.size() < acknowledgements) {
        acknowledged.add(acknowledgement(output));
      }
    } finally {
      // SIGKILL: nothing of the process runs after it.
      process.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  private static String acknowledgement(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(SpoolingProcess.ACKNOWLEDGED)) {
        return line.substring(SpoolingProcess.ACKNOWLEDGED.length());
      }
    }
    throw new IOException("the process ended by itself");
  }
}
