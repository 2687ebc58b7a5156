package org.xiangqiao.integration.insurance.eligibility;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.integration.insurance.desk.Masking;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** Takes the person of a question out of the platform's texts: numbers and names. */
final class PersonMask implements UnaryOperator<String> {

  private static final String MASK = "***";
  private static final int SHORTEST_NAME = 2;

  private final Masking numbers;
  private final List<String> names;

  /**
   * @param person {@code baseinfo} of 1101; without fields if the platform told nothing
   */
  PersonMask(Question question, Row person) {
    List<String> known = new ArrayList<>();
    known.add(question.credential().number());
    known.add(question.credential().cardSerial());
    question.patient().getIdentifier().stream().map(Identifier::getValue).forEach(known::add);
    person.text("psn_no").ifPresent(known::add);
    person.text("certno").ifPresent(known::add);
    this.numbers = new Masking(known);
    this.names =
        Stream.concat(
                question.patient().getName().stream().flatMap(PersonMask::forms),
                person.text("psn_name").stream())
            .filter(Objects::nonNull)
            .filter(name -> name.length() >= SHORTEST_NAME)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  @Override
  public String apply(String text) {
    String masked = text;
    for (String name : names) {
      masked = masked.replace(name, MASK);
    }
    return numbers.masked(masked);
  }

  private static Stream<String> forms(HumanName name) {
    String given =
        name.getGiven().stream().map(StringType::getValue).reduce("", (one, next) -> one + next);
    return Stream.of(name.getText(), (name.getFamily() == null ? "" : name.getFamily()) + given);
  }
}
