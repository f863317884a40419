package dev.ringbus.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.model.Calendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsOfTheFileTest {

  @ParameterizedTest
  @CsvSource({
    "1500ms, PT1.5S, 1500ms",
    "3s, PT3S, 3s",
    "90m, PT1H30M, 90m",
    "4h, PT4H, 4h",
    "24h, P1D, 1d",
    "PT0.25S, PT0.25S, 250ms",
    "PT0.0000001S, PT0.0000001S, PT0.0000001S"
  })
  void readsAndWritesDurations(String text, Duration duration, String written) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
    assertThat(DurationText.write(duration)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0s",
        "-1s",
        "1",
        "s",
        "1.5s",
        "1 s",
        "3S",
        "PT0S",
        "-PT1S",
        "PT",
        "9999999999999999999ms",
        "PT9999999999999999999S"
      })
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(DurationText.EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.0/24",
        "203.0.113.7/32",
        "0.0.0.0/0",
        "10.0.0.0/8",
        "203.0.113.128/25",
        "2001:db8::/32",
        "::/0",
        "::1/128",
        "2001:db8:0:0:8000::/65"
      })
  void takesRangesOfBothKinds(String text) {
    assertThat(Cidr.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.5/24, 'no bits after the first 24, as in 203.0.113.0/24'",
    "10.0.0.1/0, 'no bits after the first 0, as in 0.0.0.0/0'",
    "2001:db8::1/64, 'no bits after the first 64, as in 2001:db8:0:0:0:0:0:0/64'",
    "10.0.0.0/33, a prefix of at most 32 bits after the slash",
    "::/129, a prefix of at most 128 bits after the slash"
  })
  void saysWhatRangeWouldBeRight(String text, String expected) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.0.0/8",
        "256.0.0.0/8",
        "010.0.0.0/8",
        "host.example/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "::ffff:10.0.0.0/104",
        "fe80::%eth0/10",
        "1:2:3/16",
        ":/0",
        "/8",
        ""
      })
  void refusesWhatIsNoRange(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(Cidr.EXPECTED);
  }

  @Test
  void readsOpeningHours() {
    assertThat(OpeningHours.parse("Mon-Fri 09:00-18:00"))
        .isEqualTo(new Calendar.Span(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 540, 1080));
    assertThat(OpeningHours.parse("Sun 00:00-24:00"))
        .isEqualTo(new Calendar.Span(Set.of(DayOfWeek.SUNDAY), 0, 1440));
    assertThat(OpeningHours.parse("Fri-Mon,Wed 22:30-04:15"))
        .isEqualTo(
            new Calendar.Span(
                EnumSet.complementOf(EnumSet.of(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY)),
                22 * 60 + 30,
                4 * 60 + 15));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mon-Fri 9:00-18:00", "Mon-Fri 09:00-25:00", "Mon-Fri 24:00-01:00", "Mon 09:00",
        "mon 09:00-10:00", "Mon 09:00-10:00, 11:00-12:00", "Monday 09:00-10:00", "Mon  09:00-10:00",
        "Mon 09:00-09:00", "Mon 09:00-00:00", "09:00-10:00", ""
      })
  void refusesOtherHours(String text) {
    assertThatThrownBy(() -> OpeningHours.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vrecords.call-tracking.by",
        "127.0.0.1:18950",
        "[::1]:80",
        "records.example:8443",
        "203.0.113.7",
        "10.0.0.5:8080",
        "[fd00::5]:80",
        "100.64.0.1:80",
        "3com.example",
        "[2001:db8::1]"
      })
  void takesHosts(String text) {
    assertThat(Host.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://x", "x/y", "x:0", "x:65536", "x:", "-x", "*.x", "u@x", "x y", "", "::1"})
  void refusesWhatIsNoHost(String text) {
    assertThatThrownBy(() -> Host.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | an address inside with its port, such as 127.0.0.1:18950",
        "10.1.2.3 | an address inside with its port",
        "172.16.0.1 | an address inside with its port",
        "192.168.1.1 | an address inside with its port",
        "169.254.169.254 | an address inside with its port",
        "100.127.0.1 | an address inside with its port",
        "[::1] | an address inside with its port",
        "[fe80::1] | an address inside with its port",
        "[fd12::1] | an address inside with its port",
        "localhost | this host as its address with its port, such as 127.0.0.1:18950",
        "LocalHost:80 | this host as its address",
        "a.localhost:80 | this host as its address",
        "0.0.0.0:80 | the address of one host",
        "[::]:80 | the address of one host",
        "224.0.0.1 | the address of one host",
        "[ff02::1]:80 | the address of one host",
        "127.1:80 | an address written out, such as 203.0.113.7",
        "2130706433:80 | an address written out",
        "0x7f000001:80 | an address written out",
        "0177.0.0.1:80 | an address written out",
        "256.1.1.1:80 | an address written out",
        "[::ffff:127.0.0.1]:80 | an address written out",
        "[1.2.3.4]:80 | an address written out",
        "[::g]:80 | a host such as records.example",
      })
  void saysHowAHostOfRecordingsIsNamed(String text, String expected) {
    assertThatThrownBy(() -> Host.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x/",
        "x",
        "https:///x",
        "https://u:p@x/",
        "https://x/#y",
        "https://x y",
        "//x",
        "mailto:a@b",
        "https://",
        ""
      })
  void refusesWhatTheHubCannotAsk(String text) {
    assertThatThrownBy(() -> WebAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesUrlsWithPlaceholders() {
    assertThat(UrlTemplate.parse("https://pbx.example/{extension}?to={clientPhone}").text())
        .isEqualTo("https://pbx.example/{extension}?to={clientPhone}");
  }
}
