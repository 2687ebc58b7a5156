package org.xiangqiao.server.terminology;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Property;

/**
 * Refuses texts among the parameters of a call that are no code, address or name anywhere: with
 * characters that a database cannot hold, or overlong. Resources that are sent along are not looked
 * into.
 */
public final class SentTexts {

  private final int longest;

  /**
   * @param longest characters of one text
   */
  public SentTexts(int longest) {
    this.longest = longest;
  }

  /**
   * @throws org.xiangqiao.server.rest.problem.FaultException naming the first parameter with such a
   *     text
   */
  public void check(Parameters sent) {
    for (ParametersParameterComponent each : sent.getParameter()) {
      if (each.getResource() instanceof Parameters nested) {
        check(nested);
      } else if (each.getValue() != null) {
        check(each.getName(), each.getValue());
      }
    }
  }

  private void check(String parameter, Base value) {
    Deque<Base> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      Base each = open.pop();
      if (each.isPrimitive()) {
        checkText(parameter, each.primitiveValue());
      } else {
        for (Property property : each.children()) {
          open.addAll(property.getValues());
        }
      }
    }
  }

  private void checkText(String parameter, String text) {
    if (text == null) {
      return;
    }
    if (text.length() > longest) {
      throw TerminologyFaults.textTooLong(parameter, longest);
    }
    if (text.codePoints().anyMatch(SentTexts::nowhere)) {
      throw TerminologyFaults.textUnreadable(parameter);
    }
  }

  /** Character zero, and half of a pair of surrogates. */
  private static boolean nowhere(int character) {
    return character == 0 || Character.getType(character) == Character.SURROGATE;
  }
}
