package dev.ringbus.simulator.callinteractive;

import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.pbx.Installation;
import java.util.Locale;

/** The two vendors of this wire, as far as they differ here. */
enum Profile {
  /** Leaves a variable that is not set as it stands in the URL; its numbers have no {@code +}. */
  TELPHIN {
    @Override
    String unset(String variable) {
      return "$" + variable;
    }

    @Override
    String write(PhoneNumber number) {
      return number.withoutPlus();
    }
  },
  /** Puts {@code null} for a variable that is not set; its numbers are international. */
  VOIPNOW {
    @Override
    String unset(String variable) {
      return "null";
    }

    @Override
    String write(PhoneNumber number) {
      return number.value();
    }
  };

  /** What stands in a URL for a variable that is not set. */
  abstract String unset(String variable);

  abstract String write(PhoneNumber number);

  static Profile of(Installation installation) {
    Object profile = installation.options().get("profile");
    return profile instanceof String name ? valueOf(name.toUpperCase(Locale.ROOT)) : TELPHIN;
  }
}
