package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recordings as PBXs serve them. */
class RecordingsTest {

  private Workspaces workspace;

  @BeforeEach
  void open() throws Exception {
    workspace = Workspaces.open();
  }

  @AfterEach
  void close() throws Exception {
    workspace.close();
  }

  @Test
  void areSoundOfTheirLength() throws Exception {
    HttpResponse<byte[]> mp3 = get("call-102s.mp3");
    assertThat(mp3.headers().firstValue("Content-Type")).hasValue("audio/mpeg");
    assertThat(mp3.body()).hasSize(102 * 4_000).startsWith('I', 'D', '3');
    assertThat(new String(mp3.body(), StandardCharsets.ISO_8859_1)).contains("\u00ff\u00f3H");

    HttpResponse<byte[]> wav = get("call-3s.wav");
    try (AudioInputStream sound =
        AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav.body()))) {
      AudioFormat format = sound.getFormat();
      assertThat(format.getSampleRate()).isEqualTo(8_000);
      assertThat(sound.getFrameLength() / format.getFrameRate()).isBetween(2.9f, 3f);
    }
  }

  @Test
  void areOfAnyLengthAndNoTwoAreTheSame() throws Exception {
    byte[] first = get("a-2000001b.mp3").body();

    assertThat(first).hasSize(2_000_001);
    assertThat(get("a-2000001b.mp3").body()).isEqualTo(first);
    assertThat(get("b-2000001b.mp3").body()).isNotEqualTo(first);
    assertThat(get("unnamed").body()).hasSize(40_000);
  }

  @Test
  void canBeBrokenInEveryWay() throws Exception {
    assertThat(get("empty-a.mp3").body()).isEmpty();
    assertThatThrownBy(() -> get("truncated-a.mp3")).isInstanceOf(IOException.class);
    HttpResponse<byte[]> page = get("html-a.mp3");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(get("missing-a.mp3").statusCode()).isEqualTo(404);
  }

  @Test
  void areReadyAfterSoManyRequests() throws Exception {
    assertThat(get("later2-a.mp3").statusCode()).isEqualTo(404);
    assertThat(get("later2-a.mp3").statusCode()).isEqualTo(404);
    assertThat(get("later2-a.mp3").statusCode()).isEqualTo(200);
    assertThat(get("failing1-a.mp3").statusCode()).isEqualTo(503);
    assertThat(get("failing1-a.mp3").statusCode()).isEqualTo(200);
    assertThat(workspace.crm().recordings().requests("later2-a.mp3")).isEqualTo(3);
  }

  @Test
  void leadElsewhere() throws Exception {
    workspace.crm().recordings().redirect("out.mp3", URI.create("http://localhost:9/x"));

    assertThat(location("out.mp3")).isEqualTo("http://localhost:9/x");
    assertThat(location("redirect-a.mp3")).isEqualTo("/recordings/a.mp3");
  }

  private String location(String name) throws Exception {
    HttpResponse<byte[]> answer = get(name);
    assertThat(answer.statusCode()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<byte[]> get(String name) throws Exception {
    return workspace.told().bytes("/recordings/" + name);
  }
}
