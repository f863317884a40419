package dev.ringbus.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EmbeddedKafkaTest {

  @TempDir Path directory;

  @Test
  void keepsItsRecordsAndItsPortOverAStop() {
    try (EmbeddedKafka kafka = new EmbeddedKafka(directory, 0)) {
      kafka.start();
      String address = kafka.bootstrapServers();
      TopicProbe.write(address, "kept", 100);
      kafka.stop();

      kafka.start();

      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      assertThat(TopicProbe.read(address, "kept")).hasSize(100);
    }
  }

  @Test
  void losesNothingWhenItsProcessIsKilled() throws Exception {
    int port = LoopbackPort.free();
    Process process = ChildProcess.start(KafkaProcess.class, directory.toString(), port);
    try {
      TopicProbe.write(LoopbackPort.HOST + ":" + port, "kept", 500);
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (EmbeddedKafka kafka = new EmbeddedKafka(directory, port)) {
      kafka.start();

      assertThat(TopicProbe.read(kafka.bootstrapServers(), "kept")).hasSize(500);
    }
  }

  @Test
  void saysThatAnotherProcessHasTheDirectory() throws Exception {
    Process process =
        ChildProcess.start(KafkaProcess.class, directory.toString(), LoopbackPort.free());
    try (EmbeddedKafka second = new EmbeddedKafka(directory, 0)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(BackendNotStarted.class)
          .hasMessage(
              "the data directory %s is in use by a hub that is running"
                  .formatted(directory.toRealPath()));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void saysThatThisProcessHasTheDirectory() {
    try (EmbeddedKafka first = new EmbeddedKafka(directory, 0);
        EmbeddedKafka second = new EmbeddedKafka(directory, 0)) {
      first.start();

      assertThatThrownBy(second::start)
          .isInstanceOf(BackendNotStarted.class)
          .hasMessageContaining("is in use by a hub that is running");
      TopicProbe.write(first.bootstrapServers(), "unharmed", 1);
    }
  }

  @Test
  void saysThatThePortIsInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedKafka kafka = new EmbeddedKafka(directory, other.getLocalPort())) {
      assertThatThrownBy(kafka::start)
          .isInstanceOf(BackendNotStarted.class)
          .hasMessageStartingWith(
              "port %d on 127.0.0.1, which Kafka needs, is in use", other.getLocalPort());
    }
  }

  @Test
  void leavesTheDirectoryFreeAfterAFailedStart() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedKafka failing = new EmbeddedKafka(directory, other.getLocalPort());
        EmbeddedKafka next = new EmbeddedKafka(directory, 0)) {
      assertThatThrownBy(failing::start).isInstanceOf(BackendNotStarted.class);

      next.start();

      TopicProbe.write(next.bootstrapServers(), "works", 1);
    }
  }
}
