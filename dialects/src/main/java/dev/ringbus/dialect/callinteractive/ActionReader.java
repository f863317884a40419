package dev.ringbus.dialect.callinteractive;

import dev.ringbus.dialect.callinteractive.CallInteractiveOptions.Profile;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Pause;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Present;
import dev.ringbus.model.Instruction.SetVariable;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one action, from its start to its end. Where the vendor names a default, a missing
 * attribute has it.
 */
final class ActionReader {

  private static final int DEFAULT_PAUSE = 10;

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]+");

  private static final Pattern NUMBERS = Pattern.compile("[^\\s,]+(,[^\\s,]+)*");

  private final XMLStreamReader xml;
  private final Profile profile;

  ActionReader(XMLStreamReader xml, Profile profile) {
    this.xml = xml;
    this.profile = profile;
  }

  Instruction read() throws XMLStreamException, NotOfThisWire {
    return switch (xml.getLocalName()) {
      case "Hangup" -> {
        text();
        yield new Hangup();
      }
      case "Pause" -> pause();
      case "SetVar" -> setVar();
      case "Jump" -> jump();
      // The page's heading says SetCallerId, its example SetCaller.
      case "SetCaller", "SetCallerId" -> setCaller();
      case "PlaySound" -> playSound();
      case "SimpleTransfer" -> {
        expect(Profile.TELPHIN);
        yield simpleTransfer();
      }
      case "PlayTTS" -> {
        expect(Profile.VOIPNOW);
        yield Play.text(notBlank(text(), "PlayTTS with a text"));
      }
      default -> throw unknown();
    };
  }

  private void expect(Profile only) throws NotOfThisWire {
    if (profile != only) {
      throw unknown();
    }
  }

  private NotOfThisWire unknown() {
    return new NotOfThisWire("expected an action that " + profile.wireName() + " has");
  }

  private Pause pause() throws XMLStreamException, NotOfThisWire {
    String length = attribute("length");
    text();
    if (length == null) {
      return new Pause(DEFAULT_PAUSE);
    }
    Integer seconds = wholeNumber(length);
    if (seconds == null) {
      throw new NotOfThisWire("expected Pause with a length in seconds");
    }
    return new Pause(seconds);
  }

  private SetVariable setVar() throws XMLStreamException, NotOfThisWire {
    String name = required("SetVar", "name");
    return new SetVariable(name, text());
  }

  private GoTo jump() throws XMLStreamException, NotOfThisWire {
    String context = required("Jump", "context");
    String option = required("Jump", "option");
    String priorityText = profile == Profile.VOIPNOW ? attribute("priority") : null;
    Integer priority = wholeNumber(priorityText);
    text();
    if (!ActionFit.isContext(context, profile)) {
      throw new NotOfThisWire("expected Jump with the number of a context");
    }
    if (priorityText != null && priority == null) {
      throw new NotOfThisWire("expected Jump with a priority that is a number");
    }
    return new GoTo(List.of(), context, option, priority, null);
  }

  private Present setCaller() throws XMLStreamException, NotOfThisWire {
    String name = required("SetCaller", "name");
    String number = required("SetCaller", "number");
    text();
    return new Present(name, number);
  }

  private Play playSound() throws XMLStreamException, NotOfThisWire {
    String where = attribute("where");
    String digits = attribute("digitvar");
    boolean background = "background".equals(where);
    if (where != null && !background && !where.equals("foreground")) {
      throw new NotOfThisWire("expected PlaySound with foreground or background");
    }
    boolean collects = digits != null && !digits.isBlank();
    return new Play(
        notBlank(text(), "PlaySound with a file"),
        null,
        false,
        background,
        collects && (background || profile == Profile.VOIPNOW) ? digits : null);
  }

  private Instruction simpleTransfer() throws XMLStreamException, NotOfThisWire {
    boolean isFinal = !"no".equals(attribute("final"));
    String timeout = attribute("timeout");
    boolean earlyMedia = "True".equals(attribute("early_media"));
    String numbers = text().strip();
    if (!NUMBERS.matcher(numbers).matches()) {
      throw new NotOfThisWire("expected SimpleTransfer to numbers with commas, without spaces");
    }
    return ActionFit.toNumbers(
        List.of(numbers.split(",", -1)), ringFor(timeout), isFinal, earlyMedia);
  }

  /** A malformed time is the same as none: the PBX has its own. */
  private static @Nullable Integer ringFor(@Nullable String timeout) {
    Integer seconds = wholeNumber(timeout);
    return seconds == null || seconds == 0 ? null : seconds;
  }

  private static @Nullable Integer wholeNumber(@Nullable String text) {
    if (text == null || !WHOLE_NUMBER.matcher(text).matches()) {
      return null;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private @Nullable String attribute(String name) {
    return xml.getAttributeValue(null, name);
  }

  private String required(String element, String name) throws NotOfThisWire {
    return notBlank(attribute(name), element + " with " + name);
  }

  private String text() throws XMLStreamException {
    return xml.getElementText();
  }

  private static String notBlank(@Nullable String text, String expected) throws NotOfThisWire {
    if (text == null || text.isBlank()) {
      throw new NotOfThisWire("expected " + expected + ", not empty");
    }
    return text;
  }
}
