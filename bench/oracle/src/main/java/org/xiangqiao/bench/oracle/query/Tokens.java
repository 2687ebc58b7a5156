package org.xiangqiao.bench.oracle.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.PrimitiveType;

/** Conditions on token parameters (R4 search.html#token). */
final class Tokens implements Conditions {

  private static final String VALUE_SET = "http://oracle.example/ValueSet/heights";

  /** R4's own, which either server brings. */
  private static final List<String> R4_VALUE_SETS =
      List.of(
          "http://hl7.org/fhir/ValueSet/administrative-gender",
          "http://hl7.org/fhir/ValueSet/observation-status",
          "http://hl7.org/fhir/ValueSet/encounter-status",
          "http://hl7.org/fhir/ValueSet/event-status",
          "http://hl7.org/fhir/ValueSet/task-status",
          "http://hl7.org/fhir/ValueSet/request-status",
          "http://hl7.org/fhir/ValueSet/condition-clinical",
          "http://hl7.org/fhir/ValueSet/observation-category");

  /** A hierarchy of R4: recurrence and relapse are active. */
  private static final String CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical";

  /** A token as its element holds it; parts may be null. */
  record Token(String system, String code, String text, Coding type) {}

  @Override
  public List<Criterion> of(Parameter parameter, List<Base> values, Pick pick) {
    String name = parameter.name();
    List<Criterion> all = new ArrayList<>();
    List<Token> tokens = values.stream().flatMap(value -> tokens(value).stream()).toList();
    List<Token> coded = tokens.stream().filter(token -> token.code() != null).toList();
    if (!coded.isEmpty()) {
      Token one = pick.from(coded);
      String code = SearchValue.escape(one.code());
      all.add(new Criterion(name, code, "token code"));
      all.add(new Criterion(name + ":not", whole(one), "token:not"));
      all.add(new Criterion(name, whole(one) + "," + whole(pick.from(coded)), "token or"));
      all.add(new Criterion(name, "|" + code, "token |code"));
      if (!one.code().equals(one.code().toUpperCase(Locale.ROOT))) {
        all.add(new Criterion(name, code.toUpperCase(Locale.ROOT), "token other case"));
      }
      if (one.system() != null) {
        all.add(new Criterion(name, whole(one), "token system|code"));
        all.add(new Criterion(name, one.system() + "|", "token system|"));
        all.add(new Criterion(name, "https://oracle.example/none|" + code, "token other system"));
      }
      all.add(
          new Criterion(name + ":not", whole(one) + "," + whole(pick.from(coded)), "token:not or"));
    }
    tokens.stream()
        .filter(token -> token.text() != null && token.text().length() > 2)
        .findFirst()
        .ifPresent(
            token -> {
              int end = Math.min(token.text().length(), 3 + pick.below(8));
              String start = SearchValue.escape(token.text().substring(0, end).strip());
              all.add(new Criterion(name + ":text", start, "token:text"));
            });
    tokens.stream()
        .filter(token -> token.type() != null && token.code() != null)
        .findFirst()
        .ifPresent(
            token ->
                all.add(
                    new Criterion(
                        name + ":of-type",
                        token.type().getSystem()
                            + "|"
                            + token.type().getCode()
                            + "|"
                            + SearchValue.escape(token.code()),
                        "token:of-type")));
    if (!coded.isEmpty()) {
      String valueSet = pick.from(R4_VALUE_SETS);
      all.add(new Criterion(name + ":in", valueSet, "token:in of R4"));
      all.add(new Criterion(name + ":not-in", valueSet, "token:not-in of R4"));
    }
    if (name.equals("clinical-status")) {
      String code = CLINICAL + "|" + pick.of("active", "inactive", "relapse", "remission");
      all.add(new Criterion(name + ":below", code, "token:below of R4"));
      all.add(new Criterion(name + ":above", code, "token:above of R4"));
    }
    if (name.endsWith("code") && !coded.isEmpty()) {
      all.add(new Criterion(name + ":in", VALUE_SET, "token:in"));
      all.add(new Criterion(name + ":not-in", VALUE_SET, "token:not-in"));
      all.add(new Criterion(name + ":below", whole(pick.from(coded)), "token:below"));
      all.add(new Criterion(name + ":above", whole(pick.from(coded)), "token:above"));
    }
    return all;
  }

  static String whole(Token token) {
    String code = SearchValue.escape(token.code());
    return token.system() == null ? code : SearchValue.escape(token.system()) + "|" + code;
  }

  static List<Token> tokens(Base value) {
    List<Token> tokens = new ArrayList<>();
    if (value instanceof CodeableConcept concept) {
      concept.getCoding().forEach(each -> tokens.addAll(tokens(each)));
      if (concept.hasText()) {
        tokens.add(new Token(null, null, concept.getText(), null));
      }
    } else if (value instanceof Coding coding) {
      tokens.add(new Token(coding.getSystem(), coding.getCode(), coding.getDisplay(), null));
    } else if (value instanceof Identifier identifier) {
      tokens.add(
          new Token(
              identifier.getSystem(),
              identifier.getValue(),
              null,
              identifier.getType().getCodingFirstRep().hasCode()
                  ? identifier.getType().getCodingFirstRep()
                  : null));
    } else if (value instanceof ContactPoint contact) {
      tokens.add(new Token(null, contact.getValue(), null, null));
    } else if (value instanceof PrimitiveType<?> primitive && primitive.hasValue()) {
      tokens.add(new Token(null, primitive.getValueAsString(), null, null));
    }
    return tokens;
  }
}
