package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.simulator.kontur.Faults.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultWordsTest {

  @Test
  void sayWhatGoesWrong() {
    assertThat(meeting("slow=500ms")).containsExactly(new Fault.Slow(Duration.ofMillis(500)));
    assertThat(meeting("slow")).containsExactly(new Fault.Slow(Duration.ofSeconds(1)));
    assertThat(meeting("5xx=100%")).containsExactly(new Fault.ServerError(503));
    assertThat(meeting("429=2")).containsExactly(new Fault.TooManyRequests(Duration.ofSeconds(1)));
    assertThat(meeting("drop=1")).containsExactly(new Fault.DropAnswer());
    assertThat(meeting("refuse=1")).containsExactly(new Fault.DropRequest());
    assertThat(meeting("expire-keys=1")).containsExactly(new Fault.ExpireKey());
    assertThat(meeting("lose-uploads")).containsExactly(new Fault.LoseUpload());
    assertThat(meeting("malformed")).containsExactly(new Fault.FindMalformed("externalId"));
  }

  @Test
  void sayHowOftenAndToWhat() {
    Faults faults = new Faults(1);
    FaultWords.apply("drop@register-call=2", faults);

    assertThat(faults.meeting(Operation.CALL_EVENT)).isEmpty();
    assertThat(faults.meeting(Operation.REGISTER_CALL)).hasSize(1);
    assertThat(faults.meeting(Operation.REGISTER_CALL)).hasSize(1);
    assertThat(faults.meeting(Operation.REGISTER_CALL)).isEmpty();
    assertThat(meeting("5xx=0%")).isEmpty();
  }

  @Test
  void sayHowToRefuse() {
    Faults faults = new Faults(1);
    FaultWords.apply("409", faults);

    assertThat(faults.refusal()).isEqualTo(Refusal.CONFLICT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fast             | expected slow, 5xx, 429, drop, refuse, expire-keys, lose-uploads, malformed or 409, got fast
          drop=often       | expected a share such as 10% or a count such as 3, got often
          drop=101%        | expected a share such as 10% or a count such as 3, got 101%
          slow=10          | expected a time such as 500ms or 2s, got 10
          drop@calls       | expected a method (authorize, call-started
          """)
  void areFewAndSayWhich(String text, String message) {
    assertThatThrownBy(() -> FaultWords.apply(text, new Faults(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static List<Fault> meeting(String text) {
    Faults faults = new Faults(1);
    FaultWords.apply(text, faults);
    return faults.meeting(Operation.UPLOAD);
  }
}
