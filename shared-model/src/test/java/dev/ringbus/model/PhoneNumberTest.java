package dev.ringbus.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "+74952345678,+74952345678",
        "+7 (495) 234-56-78,+74952345678",
        " 74952345678,+74952345678",
        " 7 495 234-56-78,+74952345678",
        "  74952345678,74952345678",
        "74952345678,74952345678",
        "84952345678,84952345678",
        "4952345678,4952345678",
        "003258422544,003258422544",
        "000*306,000*306",
        "306,306",
        "0003*001,0003*001",
        "+,+",
        "alice@pbx.example,alice@pbx.example",
      })
  void readsWhatHasAPlusAndLeavesTheRest(String sent, String read) {
    assertThat(PhoneNumber.read(sent)).isEqualTo(new PhoneNumber(read));
  }

  @ParameterizedTest
  @CsvSource({
    "74952345678,+74952345678",
    "971501234567,+971501234567",
    "+84912345678,+84912345678",
    "84952345678,84952345678",
    "4952345678,4952345678",
    "003258422544,003258422544",
    "1234567890123456,1234567890123456",
    "306,306",
  })
  void givesBackThePlusOfAVendorThatWritesNone(String sent, String read) {
    assertThat(PhoneNumber.readInternational(sent)).isEqualTo(new PhoneNumber(read));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "anonymous", "Anonymous", "None", "null", " unknown "})
  void findsNobodyWhereTheNumberIsWithheld(String sent) {
    assertThat(PhoneNumber.read(sent)).isNull();
    assertThat(PhoneNumber.readInternational(sent)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "+74952345678,74952345678",
    "+84912345678,+84912345678",
    "+32581234,+32581234",
    "4952345678,4952345678",
    "000*306,000*306",
  })
  void keepsThePlusThatWouldNotComeBack(String number, String written) {
    assertThat(new PhoneNumber(number).writeInternational()).isEqualTo(written);
    assertThat(PhoneNumber.readInternational(written)).isEqualTo(new PhoneNumber(number));
  }

  @Test
  void findsNobodyWhereNothingWasSent() {
    assertThat(PhoneNumber.read(null)).isNull();
  }
}
