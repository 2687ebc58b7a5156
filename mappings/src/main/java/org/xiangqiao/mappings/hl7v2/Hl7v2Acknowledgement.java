package org.xiangqiao.mappings.hl7v2;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.DataTypeException;
import ca.uhn.hl7v2.model.v251.message.ACK;
import ca.uhn.hl7v2.model.v251.segment.MSH;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.xiangqiao.mappings.MappingProblem;

/** ACK with MSA and ERR, HL7 v2.4 to v2.5.1, in the sender's version and character set. */
public final class Hl7v2Acknowledgement implements Acknowledgement {

  private static final String APPLICATION = "XIANGQIAO";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx").withZone(Hl7Time.ZONE);

  private final CharacterSets characterSets = new CharacterSets();
  private final ErrorSegments errors = new ErrorSegments();
  private final MessageParser encoder = new MessageParser();

  @Override
  public byte[] answer(
      DecodedMessage received,
      Code code,
      List<MappingProblem> problems,
      String answerId,
      Instant now) {
    Charset charset =
        received.charset().equals("GB18030") ? Charset.forName("GB18030") : StandardCharsets.UTF_8;
    try {
      ACK ack = new ACK();
      Header header = Header.of(received.text());
      header(ack.getMSH(), header, received, answerId, now);
      ack.getMSH()
          .getCharacterSet(0)
          .setValue(characterSets.answerName(header.declaredCharset(), charset));
      ack.getMSA().getAcknowledgmentCode().setValue(code.name());
      ack.getMSA().getMessageControlID().setValue(received.controlId());
      if (!problems.isEmpty()) {
        ack.getMSA().getTextMessage().setValue(problems.get(0).text(Locale.CHINESE));
      }
      if (received.version().equals("2.4")) {
        errors.addInOldForm(ack, problems);
      } else {
        errors.add(ack, problems);
      }
      return encoder.encode(ack).getBytes(charset);
    } catch (HL7Exception e) {
      throw new IllegalStateException("an acknowledgement could not be encoded", e);
    }
  }

  private static void header(
      MSH msh, Header received, DecodedMessage message, String answerId, Instant now)
      throws DataTypeException {
    msh.getFieldSeparator().setValue("|");
    msh.getEncodingCharacters().setValue("^~\\&");
    String application = received.component(5, 1);
    msh.getSendingApplication()
        .getNamespaceID()
        .setValue(application.isEmpty() ? APPLICATION : application);
    msh.getSendingFacility().getNamespaceID().setValue(received.component(6, 1));
    msh.getReceivingApplication().getNamespaceID().setValue(message.sendingApplication());
    msh.getReceivingFacility().getNamespaceID().setValue(message.sendingFacility());
    msh.getDateTimeOfMessage().getTime().setValue(TIME.format(now));
    msh.getMessageType().getMessageCode().setValue("ACK");
    msh.getMessageType().getTriggerEvent().setValue(received.component(9, 2));
    msh.getMessageType().getMessageStructure().setValue("ACK");
    msh.getMessageControlID().setValue(answerId);
    String processing = received.component(11, 1);
    msh.getProcessingID().getProcessingID().setValue(processing.isEmpty() ? "P" : processing);
    msh.getVersionID()
        .getVersionID()
        .setValue(message.version().isEmpty() ? "2.5.1" : message.version());
  }
}
