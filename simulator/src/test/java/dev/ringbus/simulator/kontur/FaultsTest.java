package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

  private Workspaces workspace;
  private Told told;
  private Faults faults;

  @BeforeEach
  void open() throws Exception {
    workspace = Workspaces.open();
    told = workspace.told();
    faults = workspace.crm().faults();
  }

  @AfterEach
  void close() throws Exception {
    workspace.close();
  }

  @Test
  void failsBeforeAnythingIsDone() throws Exception {
    faults.add(new Fault.ServerError(503), Occasion.times(1));

    assertThat(told.start().statusCode()).isEqualTo(503);
    assertThat(workspace.crm().calls()).isEmpty();
    assertThat(told.start().statusCode()).isEqualTo(200);
    assertThat(faults.struck()).containsEntry("ServerError", 1L);
    assertThat(workspace.crm().counters().answers(503)).isEqualTo(1);
  }

  @Test
  void namesATimeToWait() throws Exception {
    faults.add(new Fault.TooManyRequests(Duration.ofSeconds(7)), Occasion.times(1));

    HttpResponse<String> answer = told.start();

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(workspace.crm().calls()).isEmpty();
  }

  /** As {@link MalformedTest} has it, though nobody broke the contract. */
  @ParameterizedTest
  @CsvSource({"BAD_REQUEST, 400", "CONFLICT, 409"})
  void findsAMethodMalformed(Faults.Refusal refusal, int status) throws Exception {
    faults
        .refusing(refusal)
        .add(
            new Fault.FindMalformed("externalVatsPhone"),
            Occasion.times(1).of(Operation.REGISTER_CALL));
    assertThat(told.start().statusCode()).isEqualTo(200);

    HttpResponse<String> answer = told.register("");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Told.json(answer).path("status").asInt()).isEqualTo(400);
    assertThat(Told.json(answer).path("errors").propertyNames())
        .containsExactly("externalVatsPhone");
    assertThat(workspace.crm().call(Told.CALL).orElseThrow().registration()).isEmpty();
    assertThat(workspace.crm().violations()).isEmpty();
    assertThat(told.register("").statusCode()).isEqualTo(200);
  }

  @Test
  void takesWhatItDoesNotAnswer() throws Exception {
    told.start();
    faults.add(new Fault.DropAnswer(), Occasion.times(1).of(Operation.REGISTER_CALL));

    assertThatThrownBy(() -> told.register("")).isInstanceOf(IOException.class);

    assertThat(workspace.crm().call(Told.CALL).orElseThrow().registration()).isPresent();
  }

  @Test
  void closesTheConnectionBeforeAnythingIsDone() throws Exception {
    told.start();
    faults.add(new Fault.DropRequest(), Occasion.times(1).of(Operation.REGISTER_CALL));

    assertThatThrownBy(() -> told.register("")).isInstanceOf(IOException.class);

    assertThat(workspace.crm().call(Told.CALL).orElseThrow().registration()).isEmpty();
  }

  @Test
  void answersLateWithoutHoldingOthersUp() throws Exception {
    faults.add(
        new Fault.Slow(Duration.ofMillis(300)), Occasion.always().of(Operation.CALL_STARTED));
    AtomicLong began = new AtomicLong(System.nanoTime());
    Thread slow = Thread.ofVirtual().start(() -> began.set(startedAfter()));

    assertThat(told.register("").statusCode()).isEqualTo(200);
    slow.join();
    assertThat(Duration.ofNanos(began.get())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  private long startedAfter() {
    long began = System.nanoTime();
    try {
      told.start();
      return System.nanoTime() - began;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void expiresTheKeyOfAnUploadWhileItIsUnderWay() throws Exception {
    faults.add(new Fault.ExpireKey(), Occasion.times(1).of(Operation.UPLOAD));

    assertThat(told.upload(new byte[100]).statusCode()).isEqualTo(401);
    assertThat(told.start().statusCode()).isEqualTo(401);
    told.authorize();
    assertThat(told.upload(new byte[100]).statusCode()).isEqualTo(200);
    assertThat(workspace.crm().violations()).isEmpty();
  }

  @Test
  void meetsAShareOfTheRequests() throws Exception {
    faults.add(new Fault.ServerError(500), Occasion.share(0.5));

    int failed = 0;
    for (int i = 0; i < 200; i++) {
      failed += told.start().statusCode() == 500 ? 1 : 0;
    }

    assertThat(failed).isBetween(50, 150);
    faults.clear();
    assertThat(told.start().statusCode()).isEqualTo(200);
  }

  @Test
  void meetsAuthorizationToo() throws Exception {
    faults.add(new Fault.ServerError(500), Occasion.times(1).of(Operation.AUTHORIZE));

    assertThat(told.authorize().statusCode()).isEqualTo(500);
    assertThat(told.authorize().statusCode()).isEqualTo(200);
  }
}
