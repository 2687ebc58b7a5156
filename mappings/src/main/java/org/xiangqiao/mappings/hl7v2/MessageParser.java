package org.xiangqiao.mappings.hl7v2;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.ReadOnlyMessageIterator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * HL7 v2.4 to v2.5.1 through HAPI with the v2.5.1 model and no validation. Segments are taken in
 * the order of the message and orders are formed here, because EMRs put segments where the abstract
 * message does not expect them.
 */
final class MessageParser {

  /** A parser keeps structure definitions in a map of its own that is not made for threads. */
  private final ThreadLocal<PipeParser> parsers;

  MessageParser() {
    ParserConfiguration configuration = new ParserConfiguration();
    configuration.setAllowUnknownVersions(true);
    configuration.setDefaultObx2Type("ST");
    configuration.setInvalidObx2Type("ST");
    HapiContext context = new DefaultHapiContext();
    context.setParserConfiguration(configuration);
    context.setModelClassFactory(new CanonicalModelClassFactory("2.5.1"));
    context.setValidationContext(ValidationContextFactory.noValidation());
    this.parsers = ThreadLocal.withInitial(() -> new PipeParser(context));
  }

  ParsedMessage parse(String text) throws HL7Exception {
    Message message = model(text);
    Collector collector = new Collector();
    Iterator<Structure> segments =
        ReadOnlyMessageIterator.createPopulatedStructureIterator(message, Segment.class);
    while (segments.hasNext()) {
      collector.take((Segment) segments.next());
    }
    return collector.message();
  }

  /**
   * HAPI answers some damaged messages (a line without segment name, MSH without encoding
   * characters) with exceptions of the language instead of its own.
   */
  private Message model(String text) throws HL7Exception {
    try {
      return parsers.get().parse(text);
    } catch (ClassCastException | IndexOutOfBoundsException e) {
      throw new HL7Exception(e);
    }
  }

  /** Encodes with this parser's context. */
  String encode(Message message) throws HL7Exception {
    return parsers.get().encode(message);
  }

  private static final class Collector {

    private final Map<String, Integer> occurrences = new HashMap<>();
    private final Map<String, SegmentReader> firsts = new HashMap<>();
    private final List<SegmentReader> nextOfKin = new ArrayList<>();
    private final List<VaccinationOrder> orders = new ArrayList<>();
    private SegmentReader control;
    private SegmentReader administration;
    private SegmentReader route;
    private List<SegmentReader> observations = new ArrayList<>();

    void take(Segment segment) {
      // A segment out of place is called NK12, RXR2 … by the parser's model.
      String full = segment.getName();
      String name = full.length() > 3 ? full.substring(0, 3) : full;
      int occurrence = occurrences.merge(name, 1, Integer::sum);
      SegmentReader reader = new SegmentReader(name + "[" + occurrence + "]", segment);
      switch (name) {
        case "NK1" -> nextOfKin.add(reader);
        case "ORC" -> {
          endOrder();
          control = reader;
        }
        case "RXA" -> {
          if (administration != null) {
            endOrder();
          }
          administration = reader;
        }
        case "RXR" -> route = route == null ? reader : route;
        case "OBX" -> observations.add(reader);
        default -> firsts.putIfAbsent(name, new SegmentReader(name, segment));
      }
    }

    ParsedMessage message() {
      endOrder();
      return new ParsedMessage(
          firsts.get("MSH"),
          firsts.get("EVN"),
          firsts.get("PID"),
          firsts.get("PV1"),
          List.copyOf(nextOfKin),
          List.copyOf(orders));
    }

    private void endOrder() {
      if (control != null || administration != null) {
        orders.add(new VaccinationOrder(control, administration, route, List.copyOf(observations)));
      }
      control = null;
      administration = null;
      route = null;
      observations = new ArrayList<>();
    }
  }
}
