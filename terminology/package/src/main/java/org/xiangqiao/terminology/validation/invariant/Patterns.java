package org.xiangqiao.terminology.validation.invariant;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.model.StringType;

/** Regular expressions of rules, in linear time: no text makes them run without end. */
final class Patterns {

  private Patterns() {}

  static Step matches(ExpressionNode written) {
    Pattern pattern = compile(written);
    return (frame, in) -> {
      String text = Items.string(in);
      if (text == null) {
        return List.of();
      }
      return List.of(pattern.matcher(bounded(text, frame)).find());
    };
  }

  static Step replace(ExpressionNode written, Step substitution) {
    Pattern pattern = compile(written);
    return (frame, in) -> {
      String text = Items.string(in);
      String instead = Items.string(substitution.of(frame, frame.self()));
      if (text == null || instead == null) {
        return List.of();
      }
      return List.of(pattern.matcher(bounded(text, frame)).replaceAll(instead));
    };
  }

  private static String bounded(String text, Frame frame) {
    if (text.length() > frame.around().text()) {
      throw new RuleException("text too long for a regular expression");
    }
    return text;
  }

  private static Pattern compile(ExpressionNode written) {
    if (!(written.getConstant() instanceof StringType text) || written.getInner() != null) {
      throw new Untranslatable("pattern that is not written out");
    }
    try {
      return Pattern.compile(text.getValue(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new Untranslatable("pattern");
    }
  }
}
