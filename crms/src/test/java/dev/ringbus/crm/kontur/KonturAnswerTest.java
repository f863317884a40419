package dev.ringbus.crm.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.NotYetKnown;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFailure.Unauthorized;
import dev.ringbus.dialect.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KonturAnswerTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final String PROBLEM =
      "{'errors':{'direction':['Error converting value \\'in2bound\\' to type"
          + " Xcom.CommunicationDirection. Path direction, line 7.'],"
          + "'callStartedInfo':['The callStartedInfo field is required.']},"
          + "'title':'One or more validation errors occurred.','status':400,'traceId':'00-1a-00'}";

  @ParameterizedTest
  @ValueSource(strings = {"'OK'", "", "{}", "[]", "{'id':'1','status':'sealed'}", "'Okay'"})
  void takesWhatSaysNoError(String body) {
    assertThat(answer(200, body).failure(NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "201, '{''id'':''1''}'",
    "202, '''OK'''",
    "202, ''",
    "204, ''",
    "206, '''OK'''",
    "299, '<html>'"
  })
  void doesNotKnowWhetherAnotherSuccessThan200IsOne(int status, String body) {
    assertThat(failure(status, body))
        .isInstanceOfSatisfying(
            Transient.class, it -> assertThat(it.effect()).isEqualTo(Effect.UNKNOWN))
        .hasMessageStartingWith("register-call was answered with " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 200, 202, 422})
  void readsProblemDetailsUnderAnyStatus(int status) {
    assertThat(failure(status, PROBLEM))
        .isInstanceOf(Permanent.class)
        .hasMessage(
            "register-call is invalid: direction: Error converting value \"…\" to type"
                + " Xcom.CommunicationDirection. Path direction, line 7.;"
                + " callStartedInfo: The callStartedInfo field is required.");
  }

  @Test
  void givesUpInvalidArguments() {
    assertThat(
            failure(
                409,
                "{'isSuccessful':false,'responseCode':'conflict','errorInfo':{"
                    + "'invalidPaths':['/items/0/from'],'status':'invalidArgs','message':'no'}}"))
        .isInstanceOf(Permanent.class)
        .hasMessage("register-call is invalid: /items/0/from: no");
    assertThat(failure(409, "{'status':'invalidArgs'}")).isInstanceOf(Permanent.class);
  }

  @Test
  void waitsForTheBeginningOfACall() {
    assertThat(
            failure(
                409,
                "{'status':'communicationNotFound','message':'Communication not found. Id: 435'}"))
        .isInstanceOf(NotYetKnown.class)
        .hasMessage(
            "register-call was answered with 409: communicationNotFound,"
                + " Communication not found. Id: 435");
    assertThat(failure(404, "{'status':'communicationNotFound'}")).isInstanceOf(NotYetKnown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "409, '{''status'':''fileTooLarge'',''message'':''100 MB''}'",
    "409, '''Error'''",
    "200, '''Error'''",
    "409, ''",
    "404, '{''status'':''notFound''}'",
    "413, ''",
    "418, '{''status'':''teapot''}'",
    "403, '''Forbidden'''"
  })
  void givesUpWhatItKnowsNoCureFor(int status, String body) {
    assertThat(failure(status, body)).isInstanceOf(Permanent.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>not here</html>", "{'title':'Not Found','status':404}"})
  void doesNotGiveUpForAPlaceThatIsNotThere(String body) {
    assertThat(failure(404, body))
        .isInstanceOfSatisfying(
            Transient.class, it -> assertThat(it.effect()).isEqualTo(Effect.NONE));
  }

  @Test
  void hasNoAccess() {
    assertThat(failure(401, "'Unauthorized'")).isInstanceOf(Unauthorized.class);
    assertThat(answer(401, "").isUnauthorized()).isTrue();
    assertThat(failure(409, "{'status':'notInstalled','message':'Integration not installed'}"))
        .isInstanceOf(Unauthorized.class);
  }

  @ParameterizedTest
  @CsvSource({
    "429, 7, NONE, PT7S",
    "429, , NONE, PT0S",
    "429, soon, NONE, PT0S",
    "408, , NONE,",
    "503, 'Fri, 20 Nov 2026 12:00:30 GMT', NONE, PT30S",
    "503, , UNKNOWN,",
    "500, , UNKNOWN,",
    "502, 5, UNKNOWN, PT5S",
    "504, , UNKNOWN,",
    "302, , NONE,",
    "307, 9, NONE,",
    "403, , NONE,",
    "404, , NONE,"
  })
  void comesAgainLater(int status, String retryAfter, Effect effect, Duration wait) {
    CrmFailure failure =
        new KonturAnswer(
                KonturMethod.REGISTER_CALL, status, retryAfter, Body.of("<html>oops</html>"))
            .failure(NOW)
            .orElseThrow();

    assertThat(failure)
        .isInstanceOfSatisfying(
            Transient.class,
            it -> {
              assertThat(it.effect()).isEqualTo(effect);
              assertThat(it.retryAfter()).isEqualTo(wait);
            });
    assertThat(failure).hasMessageNotContaining("oops");
  }

  @ParameterizedTest
  @CsvSource({"502, true", "504, true", "500, false", "503, false"})
  void takesAGatewaysImpatienceForATimeOut(int status, boolean isLate) {
    assertThat(failure(status, "").getCause() instanceof TimeoutException).isEqualTo(isLate);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>log in</html>", "{'id':", "OK"})
  void doesNotBelieveASuccessThatIsNoJson(String body) {
    assertThat(failure(200, body))
        .isInstanceOfSatisfying(
            Transient.class, it -> assertThat(it.effect()).isEqualTo(Effect.UNKNOWN));
  }

  @Test
  void tellsNotFoundFromOtherRefusals() {
    assertThat(answer(409, "{'status':'notFound','message':'x'}").saysNotFound()).isTrue();
    assertThat(answer(409, "{'status':'communicationNotFound'}").saysNotFound()).isFalse();
    assertThat(answer(404, "<html>").saysNotFound()).isFalse();
    assertThat(answer(200, "{'userIds':[]}").saysNotFound()).isFalse();
  }

  @Test
  void quotesOthersShortlyAndOnOneLine() {
    CrmFailure failure = failure(409, "{'status':'odd','message':'" + "a\\nb ".repeat(500) + "'}");

    assertThat(failure.getMessage()).hasSizeLessThan(300).doesNotContain("\n").contains("odd, a b");
    assertThat(answer(409, "{'secret':1}").toString()).doesNotContain("secret");
  }

  private static CrmFailure failure(int status, String body) {
    return answer(status, body).failure(NOW).orElseThrow();
  }

  private static KonturAnswer answer(int status, String body) {
    return new KonturAnswer(
        KonturMethod.REGISTER_CALL,
        status,
        null,
        Body.of(body.replace("\\'", "\\\"").replace('\'', '"')));
  }
}
