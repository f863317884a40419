package dev.ringbus.dialect.callinteractive;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.callinteractive.CallInteractiveOptions.Profile;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Hangup;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Understands an answer as the IVR would: a 200 with no body, or with a {@code Response} of known
 * actions. What stands after a hangup never runs, and is left out.
 */
final class AnswerReader {

  private final Profile profile;

  AnswerReader(Profile profile) {
    this.profile = profile;
  }

  Answer read(PbxResponse response) {
    if (response.status() != 200) {
      return new Answer.Malformed("expected status 200, not " + response.status());
    }
    if (response.body().text().isBlank()) {
      return new Answer.Nothing();
    }
    try {
      List<Instruction> instructions = instructions(response.body());
      return instructions.isEmpty()
          ? new Answer.Nothing()
          : new Answer.Instructed(new Decision(instructions));
    } catch (NotOfThisWire e) {
      return new Answer.Malformed(e.expected());
    } catch (XMLStreamException _) {
      return new Answer.Malformed("expected well-formed XML without a document type");
    }
  }

  private List<Instruction> instructions(Body body) throws XMLStreamException, NotOfThisWire {
    XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(body.bytes()));
    List<Instruction> instructions = new ArrayList<>();
    ActionReader actions = new ActionReader(xml, profile);
    boolean inside = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.DTD) {
        throw new NotOfThisWire("expected XML without a document type");
      }
      if (event == XMLStreamConstants.START_ELEMENT && inside) {
        instructions.add(actions.read());
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        expectResponse(xml);
        inside = true;
      }
    }
    if (instructions.size() > ActionFit.MOST_ACTIONS && profile == Profile.TELPHIN) {
      throw new NotOfThisWire("expected 10 actions at most, not " + instructions.size());
    }
    return upToHangup(instructions);
  }

  private static void expectResponse(XMLStreamReader xml) throws NotOfThisWire {
    if (!xml.getLocalName().equals("Response")) {
      throw new NotOfThisWire("expected the element Response");
    }
  }

  private static List<Instruction> upToHangup(List<Instruction> instructions) {
    int hangup = instructions.indexOf(new Hangup());
    return hangup < 0 ? instructions : instructions.subList(0, hangup + 1);
  }

  /** One for each answer: the JDK's are not safe for use by many threads. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }
}
