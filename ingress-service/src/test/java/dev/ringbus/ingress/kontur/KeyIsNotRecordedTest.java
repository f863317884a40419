package dev.ringbus.ingress.kontur;

import static dev.ringbus.ingress.kontur.Workspaces.KEY;
import static dev.ringbus.ingress.kontur.Workspaces.post;
import static dev.ringbus.ingress.kontur.Workspaces.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.ringbus.ingress.RawClient;
import dev.ringbus.ingress.RunningIngress;
import dev.ringbus.wire.Json;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The key of a system call stands in its URL, and URLs are what everything writes down. */
class KeyIsNotRecordedTest {

  private static final String ACCESS_KEY = "access-key-of-acme";
  private static final String WRONG_KEY = "nearly-the-inbound-key-0001";

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Spans spans = new Spans();

  @Test
  void noLogTraceMetricOrRecordHasTheKey() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level level = root.getLevel();
    Lines appender = new Lines();
    appender.setContext(root.getLoggerContext());
    appender.start();
    try (RunningIngress ingress =
        new RunningIngress(
            _ -> {},
            beans -> beans.registerBean(SpanProcessor.class, () -> spans),
            "--management.tracing.sampling.probability=1.0")) {
      ingress.configure(Workspaces.all());
      root.setLevel(Level.TRACE);
      root.addAppender(appender);

      sendEverything(ingress);

      assertThat(lines).anyMatch(line -> line.contains("/kontur"));
      await().untilAsserted(() -> assertThat(spans.ended).hasSizeGreaterThanOrEqualTo(8));
      String metrics =
          RawClient.exchange(
                  ingress.controlPort(), "GET /actuator/prometheus HTTP/1.1\nHost: hub\n\n")
              .body();
      String commands = new String(Json.write(ingress.commands.commands()), StandardCharsets.UTF_8);
      assertThat(metrics).contains("ringbus_system_calls_total");
      assertThat(commands).contains("\"acme\"");
      for (String secret : List.of(KEY, WRONG_KEY, ACCESS_KEY)) {
        assertThat(lines).noneMatch(line -> line.contains(secret));
        assertThat(spans.ended).noneMatch(span -> span.contains(secret));
        assertThat(metrics + commands).doesNotContain(secret);
      }
    } finally {
      root.detachAppender(appender);
      root.setLevel(level);
    }
  }

  private static void sendEverything(RunningIngress ingress) {
    ingress.send(post("setup/upgrade", ""));
    ingress.send(post("communications/sync", ""));
    ingress.send(post("communications/call", "{}"));
    ingress.send(post("communications/call?a=" + KEY, "not json"));
    ingress.send(post("nothing/here", ""));
    ingress.send(request("GET", "/kontur/acme/" + KEY + "/communications/call", "e", ""));
    ingress.send(request("POST", "/kontur/acme/" + WRONG_KEY + "/setup/upgrade", "e", ""));
    ingress.send(request("POST", "/kontur/" + WRONG_KEY + "/setup/upgrade", "e", ""));
    ingress.send(
        request(
            "POST",
            "/kontur/broken/" + KEY + "/communications/call",
            "e",
            "{\"communicationId\":\"c\",\"fromUserId\":\"anna\",\"clientPhone\":\"1\"}"));
    ingress.broker.down();
    ingress.send(post("communications/sync", ""));
    try (RawClient client = new RawClient(ingress.port())) {
      client.send(post("communications/call", "cut off").replace("cut off", "cut"));
    }
  }

  /** Every line that anything logs, with its cause. */
  private final class Lines extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      lines.add(
          event.getFormattedMessage()
              + event.getKeyValuePairs()
              + event.getMDCPropertyMap()
              + (event.getThrowableProxy() == null
                  ? ""
                  : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }
  }

  private static final class Spans implements SpanProcessor {
    final Queue<String> ended = new ConcurrentLinkedQueue<>();

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      ended.add(span.toSpanData().toString());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
