package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.bus.testkit.DecisionsContract;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Topics.DECISION_REQUESTS)
class KafkaDecisionsTest extends DecisionsContract {

  private TestBus bus;
  private TestBus alone;

  @BeforeAll
  void start() {
    startBus();
    alone =
        TestBus.starting(
            TestBus.NOWHERE.bootstrapServers(), Map.of(), DecisionClientConfiguration.class);
  }

  private void startBus() {
    bus = TestBus.start(DecisionClientConfiguration.class, DecisionServerConfiguration.class);
    bus.get(DecisionServer.class).serve(this::answer);
  }

  @AfterAll
  void stop() {
    bus.close();
    alone.close();
  }

  @Override
  protected DecisionClient client() {
    return bus.get(DecisionClient.class);
  }

  @Override
  protected DecisionServer server() {
    return bus.get(DecisionServer.class);
  }

  @Override
  protected DecisionClient clientWithoutBroker() {
    return alone.get(DecisionClient.class);
  }

  private static DecisionRequest question() {
    return Samples.question(Instant.now().plusSeconds(30));
  }

  private void askAndGetAReply() {
    answerWith((request, _) -> Mono.just(Samples.reply(request)));
    DecisionRequest request = question();
    StepVerifier.create(client().ask(request, Context.root()))
        .expectNext(Samples.reply(request))
        .verifyComplete();
  }

  private static ProducerRecord<byte[], byte[]> reply(
      DecisionRequest request, ReplyAddress address) {
    return Records.of(
        Samples.reply(request),
        request,
        address,
        Clock.systemUTC().instant().atOffset(ZoneOffset.UTC),
        Context.root());
  }

  @Test
  void countsLateRepliesApartFromUnknownOnes() {
    double late = bus.count("ringbus.replies", "kind", "late");
    double unknown = bus.count("ringbus.replies", "kind", "unknown");
    askAndReplyTooLate();
    ReplyAddress ours = ((KafkaDecisionClient) client()).address();

    PlainKafka.write(reply(question(), ours));

    await()
        .untilAsserted(() ->
            assertThat(bus.count("ringbus.replies", "kind", "unknown")).isEqualTo(unknown + 1));
    await()
        .untilAsserted(
            () -> assertThat(bus.count("ringbus.replies", "kind", "late")).isEqualTo(late + 1));
  }

  @Test
  void leavesRepliesToOthersOnItsPartitionAlone() {
    double unknown = bus.count("ringbus.replies", "kind", "unknown");
    int partition = ((KafkaDecisionClient) client()).address().partition();

    PlainKafka.write(reply(question(), ReplyAddress.at(partition)));
    askAndGetAReply();

    assertThat(bus.count("ringbus.replies", "kind", "unknown")).isEqualTo(unknown);
  }

  @Test
  void givesTheSameAnswerToAQuestionThatIsReadTwice() {
    DecisionRequest twice = question();
    List<DecisionRequest> worked = new CopyOnWriteArrayList<>();
    answerWith((request, _) -> {
      worked.add(request);
      return Mono.just(Samples.reply(request));
    });
    ReplyAddress elsewhere = ReplyAddress.at(0);
    PlainKafka.write(Records.of(twice, 0, elsewhere, Context.root()));
    PlainKafka.write(Records.of(twice, 0, elsewhere, Context.root()));

    await()
        .untilAsserted(() ->
            assertThat(PlainKafka.read(Topics.DECISION_REPLIES, twice.correlationId())).hasSize(2));
    assertThat(PlainKafka.read(Topics.DECISION_REPLIES, twice.correlationId()))
        .allSatisfy(found -> {
          assertThat(found.partition()).isZero();
          assertThat(Json.read(found.value().getBytes(UTF_8), DecisionReply.class))
              .isEqualTo(Samples.reply(twice));
        });
    assertThat(worked).containsExactly(twice);
  }

  @Test
  void dropsExpiredQuestionsBeforeTheyAreWorkedOn() {
    double expired = bus.count("ringbus.questions", "result", "expired");
    DecisionRequest old = Samples.question(Instant.now().minusSeconds(1));
    DecisionRequest next =
        new DecisionRequest("after " + old.correlationId(), old.event(), question().deadline());
    List<String> worked = new CopyOnWriteArrayList<>();
    answerWith((request, _) -> {
      worked.add(request.correlationId());
      return Mono.just(Samples.reply(request));
    });

    PlainKafka.write(Records.of(old, 0, ReplyAddress.at(0), Context.root()));
    PlainKafka.write(Records.of(next, 0, ReplyAddress.at(0), Context.root()));

    await().until(() -> worked.contains(next.correlationId()));
    assertThat(worked).doesNotContain(old.correlationId());
    assertThat(bus.count("ringbus.questions", "result", "expired")).isGreaterThan(expired);
  }

  @Test
  void makesDeadLettersOfQuestionsThatCannotBeRead() {
    DecisionRequest request = question();
    String key = request.event().key().toString();
    ProducerRecord<byte[], byte[]> good =
        Records.of(request, 0, ReplyAddress.at(0), Context.root());
    ProducerRecord<byte[], byte[]> unaddressed =
        new ProducerRecord<>(good.topic(), null, good.key(), good.value());
    ProducerRecord<byte[], byte[]> garbled =
        new ProducerRecord<>(good.topic(), null, good.key(), "{".getBytes(UTF_8), good.headers());

    ProducerRecord<byte[], byte[]> hollow =
        new ProducerRecord<>(good.topic(), null, good.key(), good.value());
    hollow.headers().add(Deadline.HEADER, null);

    PlainKafka.write(unaddressed);
    PlainKafka.write(garbled);
    PlainKafka.write(hollow);
    askAndGetAReply();

    await()
        .untilAsserted(() ->
            assertThat(PlainKafka.read(Topics.DECISION_REQUESTS + Topics.DEAD_LETTER_SUFFIX, key))
                .hasSize(3));
    assertThat(PlainKafka.read(Topics.DECISION_REQUESTS + Topics.DEAD_LETTER_SUFFIX, key))
        .extracting(letter -> PlainKafka.headers(letter).get("kafka_dlt-exception-message"))
        .containsExactlyInAnyOrder(
            "header ringbus-deadline: expected milliseconds since 1970, found nothing",
            "header ringbus-deadline: expected milliseconds since 1970, found nothing",
            "expected a DecisionRequest");
  }

  @Test
  void makesADeadLetterOfAReplyThatCannotBeReadAndReadsOn() {
    ReplyAddress ours = ((KafkaDecisionClient) client()).address();
    DecisionRequest request = question();
    ProducerRecord<byte[], byte[]> good = reply(request, ours);
    PlainKafka.write(
        new ProducerRecord<>(
            good.topic(), good.partition(), good.key(), "{".getBytes(UTF_8), good.headers()));

    askAndGetAReply();

    await()
        .untilAsserted(() ->
            assertThat(
                    PlainKafka.read(
                        Topics.DECISION_REPLIES + Topics.DEAD_LETTER_SUFFIX,
                        request.correlationId()))
                .hasSize(1));
  }

  @Test
  void goesOnWhenRoutingIsRestarted() {
    answerWith((request, _) -> Mono.just(Samples.reply(request)));
    try (TestBus ingress = TestBus.start(DecisionClientConfiguration.class)) {
      DecisionClient client = ingress.get(DecisionClient.class);
      await().until(client::isReady);
      bus.close();

      StepVerifier.create(
              client.ask(Samples.question(Instant.now().plusMillis(200)), Context.root()))
          .verifyComplete();
      startBus();
      await().until(server()::isReady);

      DecisionRequest next = question();
      StepVerifier.create(client.ask(next, Context.root()))
          .expectNext(Samples.reply(next))
          .verifyComplete();
    }
  }
}
