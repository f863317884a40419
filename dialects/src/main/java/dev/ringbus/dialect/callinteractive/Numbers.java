package dev.ringbus.dialect.callinteractive;

import dev.ringbus.dialect.callinteractive.CallInteractiveOptions.Profile;
import dev.ringbus.model.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as the vendor writes them: Telphin's are Russian and leave out the {@code +}; VoipNow
 * runs everywhere, where eleven digits may as well be a national number.
 */
record Numbers(Profile profile) {

  @Nullable PhoneNumber read(@Nullable String text) {
    return switch (profile) {
      case TELPHIN -> PhoneNumber.readInternational(text);
      case VOIPNOW -> PhoneNumber.read(text);
    };
  }

  String write(@Nullable PhoneNumber number) {
    if (number == null) {
      return "";
    }
    return switch (profile) {
      case TELPHIN -> number.writeInternational();
      case VOIPNOW -> number.value();
    };
  }
}
