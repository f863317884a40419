package dev.ringbus.dialect.callinteractive;

import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.callinteractive.CallInteractiveOptions.Neutral;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Pause;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Present;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Instruction.SetVariable;
import dev.ringbus.model.Instruction.Whisper;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a decision as the XML actions that answer an IVR. */
final class AnswerWriter {

  private static final String EMPTY = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

  private final CallInteractiveOptions options;

  AnswerWriter(CallInteractiveOptions options) {
    this.options = options;
  }

  /** The answer of a decision that {@link ActionFit} leaves as it is. */
  PbxResponse write(Decision fitting) {
    if (fitting.isNeutral()) {
      return neutral(200);
    }
    StringWriter text = new StringWriter();
    try {
      // A factory of its own: the JDK's are not safe for use by many threads.
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("Response");
      for (Instruction instruction : fitting.instructions()) {
        write(xml, instruction);
      }
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string takes any XML", e);
    }
    return PbxResponse.of(200, options.contentType().wireName(), text.toString());
  }

  PbxResponse neutral(int status) {
    return options.neutral() == Neutral.EMPTY
        ? PbxResponse.empty(status)
        : PbxResponse.of(status, options.contentType().wireName(), EMPTY);
  }

  private static void write(XMLStreamWriter xml, Instruction instruction)
      throws XMLStreamException {
    switch (instruction) {
      case Hangup() -> xml.writeEmptyElement("Hangup");
      case Pause(int seconds) -> {
        xml.writeEmptyElement("Pause");
        xml.writeAttribute("length", Integer.toString(seconds));
      }
      case SetVariable(String variable, String value) -> {
        xml.writeStartElement("SetVar");
        xml.writeAttribute("name", variable);
        endWith(xml, value);
      }
      case Present(String name, String number) -> {
        xml.writeEmptyElement("SetCaller");
        xml.writeAttribute("name", name);
        xml.writeAttribute("number", number);
      }
      case GoTo jump -> writeJump(xml, jump);
      case Play play -> writePlaySound(xml, play);
      case Forward forward -> writeSimpleTransfer(xml, forward);
      case Whisper _, Return _ ->
          throw new IllegalStateException(instruction.name() + " does not fit");
    }
  }

  private static void writeJump(XMLStreamWriter xml, GoTo jump) throws XMLStreamException {
    xml.writeEmptyElement("Jump");
    xml.writeAttribute("context", String.valueOf(jump.context()));
    xml.writeAttribute("option", String.valueOf(jump.option()));
    if (jump.priority() != null) {
      xml.writeAttribute("priority", jump.priority().toString());
    }
  }

  private static void writePlaySound(XMLStreamWriter xml, Play play) throws XMLStreamException {
    xml.writeStartElement("PlaySound");
    xml.writeAttribute("where", play.background() ? "background" : "foreground");
    if (play.digitsInto() != null) {
      xml.writeAttribute("digitvar", play.digitsInto());
    }
    endWith(xml, String.valueOf(play.file()));
  }

  private static void writeSimpleTransfer(XMLStreamWriter xml, Forward forward)
      throws XMLStreamException {
    xml.writeStartElement("SimpleTransfer");
    if (!forward.isFinal()) {
      xml.writeAttribute("final", "no");
    }
    if (forward.ringFor() != null) {
      xml.writeAttribute("timeout", forward.ringFor().toString());
    }
    if (forward.earlyMedia()) {
      xml.writeAttribute("early_media", "True");
    }
    endWith(xml, String.join(",", forward.to()));
  }

  private static void endWith(XMLStreamWriter xml, String text) throws XMLStreamException {
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
