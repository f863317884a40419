package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryPollLog;
import dev.ringbus.dialect.mts.Mts;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollReportsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final MovedTime time = new MovedTime();
  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryPollLog log = new InMemoryPollLog(broker);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PollReports reports =
      new PollReports(log, new IngressMetrics(meters, List.of(Mts.PLATFORM)), time.scheduler());

  @BeforeEach
  void start() {
    reports.start();
  }

  private static CallKey call(int number) {
    return new CallKey(new IntegrationId("acme"), new CallId(Integer.toString(number)));
  }

  @Test
  void reportsOnceASecondWhichCallsWerePolledFor() {
    reports.polled(call(1));
    reports.polled(call(2));
    reports.polled(call(1));
    assertThat(log.reported()).isEmpty();

    time.move(SECOND);

    assertThat(log.reported()).containsExactlyInAnyOrder(call(1), call(2));
  }

  @Test
  void reportsEachPollOnce() {
    reports.polled(call(1));
    time.move(SECOND);
    time.move(SECOND);
    assertThat(log.reported()).containsExactly(call(1));

    reports.polled(call(1));
    time.move(SECOND);

    assertThat(log.reported()).containsExactly(call(1), call(1));
  }

  @Test
  void goesOnAfterAReportThatWasLost() {
    broker.down();
    reports.polled(call(1));
    time.move(SECOND);
    broker.up();
    reports.polled(call(2));

    time.move(SECOND);

    assertThat(log.reported()).containsExactly(call(2));
    assertThat(meters.get("ringbus.lost").tag("what", "poll-reports").counter().count())
        .isEqualTo(1);
  }

  @Test
  void keepsNoMoreCallsThanItsBound() {
    IntStream.range(0, 100_500).forEach(number -> reports.polled(call(number)));

    time.move(SECOND);

    assertThat(log.reported()).hasSize(100_000);
  }

  @Test
  void reportsNothingAfterItsEnd() {
    reports.stop();
    reports.polled(call(1));

    time.move(SECOND);

    assertThat(log.reported()).isEmpty();
  }
}
