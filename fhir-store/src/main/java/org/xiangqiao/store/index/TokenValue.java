package org.xiangqiao.store.index;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Identifier;

/**
 * A system and a code as token searches see them (R4 search.html#token).
 *
 * @param system null if there is none
 * @param code null if there is a system only
 */
public record TokenValue(String system, String code) {

  /** The tokens an element stands for; empty for types that have none. */
  public static List<TokenValue> of(Base element) {
    List<TokenValue> tokens = new ArrayList<>(2);
    if (element instanceof Coding coding) {
      add(tokens, coding.getSystem(), coding.getCode());
    } else if (element instanceof CodeableConcept concept) {
      concept.getCoding().forEach(coding -> add(tokens, coding.getSystem(), coding.getCode()));
    } else if (element instanceof Identifier identifier) {
      add(tokens, identifier.getSystem(), identifier.getValue());
    } else if (element instanceof ContactPoint contact) {
      // R4 gives the use as the system; senders also ask for phone|… and email|….
      add(tokens, contact.getUse() != null ? contact.getUse().toCode() : null, contact.getValue());
      if (contact.getSystem() != null) {
        add(tokens, contact.getSystem().toCode(), contact.getValue());
      }
    } else if (element instanceof Enumeration<?> code && code.getValue() != null) {
      add(tokens, code.getSystem(), code.getValueAsString());
    } else if (element.isPrimitive()) {
      add(tokens, null, element.primitiveValue());
    }
    return tokens;
  }

  private static void add(List<TokenValue> tokens, String system, String code) {
    String knownSystem = system == null || system.isEmpty() ? null : system;
    String knownCode = code == null || code.isEmpty() ? null : code;
    if (knownSystem != null || knownCode != null) {
      tokens.add(new TokenValue(knownSystem, knownCode));
    }
  }
}
