package org.xiangqiao.terminology.validation.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FHIRPath over literals: the result is that of the specification. */
class TranslatorTest {

  private static final Engines ENGINES =
      new Engines(FhirContext.forR4Cached(), none -> Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "(1 | 2 | 2).count() = 2#true",
        "{}.empty() and ({} = 1).empty()#true",
        "false implies {}#true",
        "({} or true) and ({} and false).not()#true",
        "'2026'.toInteger() + 1 = 2027#true",
        "17 mod 11 = 6 and 17 div 11 = 1#true",
        "'abcd'.substring(1, 2) = 'bc'#true",
        "(1 | 2 | 3).where($this > 1).all($this < 3)#false",
        "(1 | 2 | 3).aggregate($this + $total, 0) = 6#true",
        "iif(1 = 2, 'a', 'b') = 'b'#true",
        "'x' in ('x' | 'y')#true",
        "1.5.round(0) = 2#true",
        "'a.b'.replace('.', '') & 'c' = 'abc'#true"
      })
  void carriesOut(String expression, boolean expected) {
    FHIRPathEngine engine = ENGINES.borrow();
    Step step = new Translator().translate(engine.parse(expression));
    Frame frame = new Frame(null, null, List.of(), List.of());
    assertThat(step.of(frame, List.of())).isEqualTo(List.of(expected));
  }
}
