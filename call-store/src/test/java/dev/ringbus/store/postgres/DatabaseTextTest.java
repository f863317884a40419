package dev.ringbus.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.testkit.Property;
import org.junit.jupiter.api.Test;

class DatabaseTextTest {

  private static final char[] ALPHABET = {
    'a', 'я', 0, '\\', 'u', '0', '\ud83c', '\udfa7', '\uffff'
  };

  @Test
  void leavesOrdinaryTextAsItIs() {
    assertThat(DatabaseText.write("+7 (495) звонок 🎧 \n\t")).isEqualTo("+7 (495) звонок 🎧 \n\t");
  }

  @Test
  void readsBackWhateverItWrote() {
    Property.holds(
        "text of the database",
        2000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(12); i > 0; i--) {
            text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
          }
          String stored = DatabaseText.write(text.toString());

          assertThat(DatabaseText.read(stored)).isEqualTo(text.toString());
          assertThat(stored).doesNotContain("\u0000");
          assertThat(new String(stored.getBytes(UTF_8), UTF_8)).isEqualTo(stored);
        });
  }
}
