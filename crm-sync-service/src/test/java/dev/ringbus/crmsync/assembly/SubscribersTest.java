package dev.ringbus.crmsync.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.PhoneNumber;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscribersTest {

  private static boolean areSame(String one, String other) {
    return Subscribers.areSame(new PhoneNumber(one), new PhoneNumber(other));
  }

  @ParameterizedTest
  @CsvSource({
    "+79161234567, +79161234567",
    "+79161234567, 89161234567",
    "+79161234567, 79161234567",
    "+79161234567, 9161234567",
    "89161234567, 79161234567",
    "8 (916) 123-45-67, +7 916 123 45 67",
    "+375291234567, 80291234567",
    "+375291234567, 375291234567",
    "+3226123456, 3226123456",
    "306, 306",
    "000*306, 000*306",
  })
  void areTheSame(String one, String other) {
    assertThat(areSame(one, other)).isTrue();
    assertThat(areSame(other, one)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "+79161234567, +79161234568",
    "+79161234567, +375161234567",
    "+79161234567, 1234567",
    "+79161234306, 306",
    "306, 1306",
    "000*306, 306",
    "0042, 42",
  })
  void areNot(String one, String other) {
    assertThat(areSame(one, other)).isFalse();
    assertThat(areSame(other, one)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "306, true",
    "000*306, true",
    "0042, true",
    "+79161234567, false",
    "89161234567, false"
  })
  void tellsExtensions(String number, boolean isExtension) {
    assertThat(Subscribers.isExtension(new PhoneNumber(number))).isEqualTo(isExtension);
  }
}
