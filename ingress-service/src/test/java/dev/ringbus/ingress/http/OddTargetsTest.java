package dev.ringbus.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.testkit.Property;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OddTargetsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/mts/acme/CallEvent/9007199254740993",
        "/comagic/a?numa=%2B7495&text=a+b&x=%D1%8B&y=(1)!*';:@/?~",
        "/",
        "*",
        "http://hub/mts/acme?x=|"
      })
  void leavesWhatIsLegal(String target) {
    assertThat(through(target)).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/a?b=100% /a?b=100%25",
        "/a?b=%2 /a?b=%252",
        "/a?b=%zz&c=%2B /a?b=%25zz&c=%2B",
        "/a?b=x|y\"<> /a?b=x%7Cy%22%3C%3E",
        "/a?b=1#2 /a?b=1%232",
        "/a[0]?b[]=1 /a%5B0%5D?b%5B%5D=1",
        "/a?name=\u00d0\u0098 /a?name=%D0%98"
      })
  void encodesTheRest(String target, String legal) {
    assertThat(through(target)).isEqualTo(legal);
  }

  @Test
  void makesALegalTargetThatMeansTheSame() {
    Property.holds(
        "request targets",
        1000,
        random -> {
          StringBuilder target = new StringBuilder("/a?b=");
          random.ints(20, 0x21, 0x100).forEach(c -> target.append((char) c));
          String legal = through(target.toString());

          assertThat(URI.create("http://hub" + legal).getRawFragment()).isNull();
          assertThat(decoded(legal)).isEqualTo(decodedLeniently(target.toString()));
        });
  }

  private static String through(String target) {
    EmbeddedChannel channel = new EmbeddedChannel(new OddTargets());
    channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target));
    HttpRequest request = channel.readInbound();
    return request.uri();
  }

  private static String decoded(String legal) {
    return URLDecoder.decode(legal, StandardCharsets.ISO_8859_1);
  }

  /** A percent sign that begins no escape stands for itself. */
  private static String decodedLeniently(String target) {
    return decoded(target.replaceAll("%(?![0-9a-fA-F]{2})", "%25"));
  }
}
