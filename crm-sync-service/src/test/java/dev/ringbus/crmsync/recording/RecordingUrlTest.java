package dev.ringbus.crmsync.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://vrecords.call-tracking.by/monitor/XXXXXXX"
            + "|https://vrecords.call-tracking.by:443/monitor/XXXXXXX",
        "HTTP://Records.Example|http://records.example:80/",
        "http://records.example.|http://records.example:80/",
        "http://records.example:|http://records.example:80/",
        "http://records.example:8080?id=7|http://records.example:8080/?id=7",
        "http://records.example/a#part|http://records.example:80/a",
        "http://records.example/a b/ж.mp3?n=%d0%b6&x=\"|"
            + "http://records.example:80/a%20b/%D0%B6.mp3?n=%d0%b6&x=%22",
        "http://records.example/100%/x%zz|http://records.example:80/100%25/x%25zz",
        "http://пример.example/|http://xn--e1afmkfd.example:80/",
        "http://records。example/|http://records.example:80/",
        "http://127.0.0.1:18950/r.mp3|http://127.0.0.1:18950/r.mp3",
        "http://１２７.0.0.1/|http://127.0.0.1:80/",
        "http://[0:0:0:0:0:0:0:1]:80/r|http://[0:0:0:0:0:0:0:1]:80/r",
        "http://[::ffff:127.0.0.1]/r|http://127.0.0.1:80/r",
        "http://user:pass@records.example/r|http://records.example:80/r",
      })
  void readsAUrl(String text, String read) {
    assertThat(RecordingUrl.parse(text).text()).isEqualTo(read);
  }

  @Test
  void keepsUserAndPasswordApart() {
    RecordingUrl url = RecordingUrl.parse("https://user:pa%40ss@records.example/r?token=1");

    assertThat(url.userInfo()).contains("user:pa%40ss");
    assertThat(url.toString()).isEqualTo("records.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|expected an http or https URL, found none",
        "/monitor/XXXXXXX|expected an http or https URL, found a relative one",
        "monitor/1.mp3|expected an http or https URL, found a relative one",
        "//records.example/1.mp3|expected an http or https URL, found a relative one",
        "ftp://records.example/1.mp3|expected an http or https URL, found one of ftp",
        "file:///etc/passwd|expected an http or https URL, found one of file",
        "javascript:alert(1)|expected an http or https URL, found one of javascript",
        "https:///etc/passwd|expected a host in the URL, found none",
        "http:records.example|expected an http or https URL, found one of http",
        "http://2130706433/|expected an address of four decimal numbers or a name in the URL,"
            + " found 2130706433",
        "http://0x7f000001/|expected an address of four decimal numbers or a name in the URL,"
            + " found 0x7f000001",
        "http://0x7f.1/|expected an address of four decimal numbers or a name in the URL,"
            + " found 0x7f.1",
        "http://017700000001/|expected an address of four decimal numbers or a name in the URL,"
            + " found 017700000001",
        "http://0177.0.0.1/|expected an address of four decimal numbers or a name in the URL,"
            + " found 0177.0.0.1",
        "http://127.1/|expected an address of four decimal numbers or a name in the URL,"
            + " found 127.1",
        "http://127.0.0.1.1/|expected an address of four decimal numbers or a name in the URL,"
            + " found 127.0.0.1.1",
        "http://256.0.0.1/|expected an address of four decimal numbers or a name in the URL,"
            + " found 256.0.0.1",
        "http://0/|expected an address of four decimal numbers or a name in the URL, found 0",
        "http://%31%32%37.0.0.1/|expected an address of four decimal numbers or a name in the URL,"
            + " found ?31?32?37.0.0.1",
        "http://records_1.example/|expected a host in the URL, found records_1.example",
        "http://records..example/|expected a host in the URL, found records..example",
        "http://records.example../|expected a host in the URL, found records.example..",
        "http://-records.example/|expected a host in the URL, found -records.example",
        "http://[::1%25lo]/|expected an address of IPv6 in the URL, found [::1?25lo]",
        "http://[127.0.0.1]/|expected an address of IPv6 in the URL, found [127.0.0.1]",
        "http://::1/|expected one host, and perhaps a port, in the URL",
        "http://a@b@records.example/|expected one host, and perhaps a port, in the URL",
        "http://records.example:http/|expected one host, and perhaps a port, in the URL",
        "http://records.example:0/|expected a port from 1 to 65535 in the URL, found 0",
        "http://records.example:65536/|expected a port from 1 to 65535 in the URL, found 65536",
        "http://evil.example\\@records.example/"
            + "|expected a URL without control characters and backslashes",
      })
  void refuses(String text, String reason) {
    assertThatThrownBy(() -> RecordingUrl.parse(text))
        .isInstanceOf(RefusedRecording.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://records.example/a\r\nHost: evil", "http://records.exa\tmple/"})
  void refusesControlCharacters(String text) {
    assertThatThrownBy(() -> RecordingUrl.parse(text)).isInstanceOf(RefusedRecording.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://other.example/x|http://other.example:80/x",
        "//other.example/x|https://other.example:443/x",
        "/x?y=1|https://records.example:443/x?y=1",
        "x|https://records.example:443/a/x",
        "../x|https://records.example:443/x",
        "?again=1|https://records.example:443/a/b.mp3?again=1",
        "'x y'|https://records.example:443/a/x%20y",
      })
  void followsARedirect(String location, String to) {
    RecordingUrl url = RecordingUrl.parse("https://records.example/a/b.mp3?id=7");

    assertThat(url.redirectedTo(location).text()).isEqualTo(to);
  }

  @Test
  void refusesARedirectWithUserAndPassword() {
    RecordingUrl url = RecordingUrl.parse("https://records.example/a");

    assertThatThrownBy(() -> url.redirectedTo("https://user:secret@other.example/"))
        .hasMessage("expected a redirect without user and password, found one to other.example");
  }
}
