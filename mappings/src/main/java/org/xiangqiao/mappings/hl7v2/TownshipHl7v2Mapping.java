package org.xiangqiao.mappings.hl7v2;

import ca.uhn.hl7v2.HL7Exception;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.hl7v2.ResidentSection.Resident;
import org.xiangqiao.terminology.CodeTables;

/** HL7 v2 of township EMRs (乡镇卫生院信息系统): ADT^A04, A08, A31 and VXU^V04, v2.4 to v2.5.1. */
public final class TownshipHl7v2Mapping implements Hl7v2Mapping {

  private static final Set<String> VERSIONS = Set.of("2.4", "2.5", "2.5.1");

  private final MessageDecoder decoder;
  private final MessageParser parser = new MessageParser();
  private final NameTable triggers = new NameTable("triggers.csv", "type");
  private final ResidentSection residents;
  private final Pv1ToEncounter visits = new Pv1ToEncounter();
  private final DoseSection doses;

  /** Messages without MSH-18 are read as UTF-8. */
  public TownshipHl7v2Mapping(CodeTables tables) {
    this(tables, StandardCharsets.UTF_8);
  }

  /**
   * @param whenUndeclared character set of messages without MSH-18
   */
  public TownshipHl7v2Mapping(CodeTables tables, Charset whenUndeclared) {
    this.decoder = new MessageDecoder(new CharacterSets(), whenUndeclared);
    this.residents = new ResidentSection(tables);
    this.doses = new DoseSection(tables);
  }

  @Override
  public DecodingResult decode(byte[] payload) {
    return decoder.decode(payload);
  }

  @Override
  public MappingResult map(Sender sender, DecodedMessage message, Instant receivedAt) {
    Optional<ParsedMessage> parsed = parse(message);
    if (parsed.isEmpty()) {
      return new MappingResult.Refused(
          List.of(MappingProblem.of("MSH", "message.unparseable")), false);
    }
    Problems problems = new Problems();
    Map<String, String> trigger = triggers.find(message.messageType()).orElse(null);
    envelope(message, trigger, problems);
    if (trigger == null) {
      return new MappingResult.Refused(problems.all(), true);
    }
    MessageContext context =
        new MessageContext(sender, new PartnerSystems(sender.partner()), receivedAt, problems);
    return map(message, parsed.get(), trigger, context);
  }

  private MappingResult map(
      DecodedMessage message,
      ParsedMessage parsed,
      Map<String, String> trigger,
      MessageContext context) {
    boolean authoritative = trigger.get("patient").equals("authoritative");
    TransactionBuilder transaction =
        new TransactionBuilder(context.sender().partner() + "|" + message.controlId());
    Optional<Hl7Time> eventTime = EventTime.read(parsed, context);
    Resident resident =
        residents
            .write(parsed, authoritative ? eventTime.orElse(null) : null, context, transaction)
            .orElse(null);
    if (trigger.get("visit").equals("yes") && parsed.visit() != null && resident != null) {
      visits
          .map(parsed.visit(), resident.key(), resident.reference().copy(), context)
          .ifPresent(visit -> transaction.put(visit, visit.getIdentifierFirstRep()));
    }
    if (trigger.get("orders").equals("yes")) {
      doses.write(parsed, message.version(), resident, context, transaction);
    }
    if (!context.problems().none()) {
      return new MappingResult.Refused(context.problems().all(), true);
    }
    transaction.post(
        MessageProvenance.of(message, eventTime.orElseThrow(), transaction.written(), context));
    return new MappingResult.Mapped(
        transaction.bundle(), eventTime.orElseThrow().start(), authoritative);
  }

  private static void envelope(
      DecodedMessage message, Map<String, String> trigger, Problems problems) {
    if (trigger == null) {
      problems.add("MSH-9", "trigger.unsupported", Shown.code(message.messageType(), 12));
    }
    if (message.controlId().isEmpty()) {
      problems.add("MSH-10", "control-id.missing");
    }
    if (!VERSIONS.contains(message.version())) {
      problems.add("MSH-12", "version.unsupported", Shown.code(message.version(), 8));
    }
  }

  private Optional<ParsedMessage> parse(DecodedMessage message) {
    if (message.messageType().equals("unparsed")) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(message.text())).filter(parsed -> parsed.header() != null);
    } catch (HL7Exception e) {
      // The exception's text quotes the message; the sender gets our own words.
      return Optional.empty();
    }
  }
}
