package org.xiangqiao.mappings.hl7v2;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.util.Terser;

/**
 * One segment by numbers: repetitions, components and subcomponents count from 1, what is absent or
 * the HL7 null ({@code ""}) is the empty text.
 */
final class SegmentReader {

  private final String label;
  private final Segment segment;

  /**
   * @param label as problems name it: {@code PID}, {@code RXA[2]}
   */
  SegmentReader(String label, Segment segment) {
    this.label = label;
    this.segment = segment;
  }

  String label() {
    return label;
  }

  String text(int field) {
    return text(field, 1, 1, 1);
  }

  String text(int field, int component) {
    return text(field, 1, component, 1);
  }

  String text(int field, int repetition, int component) {
    return text(field, repetition, component, 1);
  }

  String text(int field, int repetition, int component, int subcomponent) {
    if (repetition > repetitions(field)) {
      return "";
    }
    try {
      String value = Terser.get(segment, field, repetition - 1, component, subcomponent);
      return value == null || value.equals("\"\"") ? "" : value.strip();
    } catch (HL7Exception e) {
      throw new IllegalStateException("no field " + label + "-" + field, e);
    }
  }

  int repetitions(int field) {
    try {
      return segment.getField(field).length;
    } catch (HL7Exception e) {
      return 0;
    }
  }

  boolean blank(int field) {
    return text(field).isEmpty();
  }

  String place(int field) {
    return label + "-" + field;
  }

  String place(int field, int repetition, int component) {
    return label + "-" + field + "[" + repetition + "]." + component;
  }
}
