package org.xiangqiao.store.index;

import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;

/** Token parameters: each code under all the forms in which it can be asked for. */
final class TokenIndexer implements ValueIndexer {

  @Override
  public void index(
      IndexedParameter parameter, Base element, CharSequence place, IndexCollector into) {
    TokenValue.of(element).forEach(token -> into.token(parameter.key(), token));
    texts(element)
        .map(StringFolding::fold)
        .filter(folded -> !folded.isEmpty())
        .forEach(folded -> into.term(parameter.key(), folded));
    if (element instanceof Identifier identifier && identifier.getValue() != null) {
      ofType(parameter, identifier, into);
    }
    if (parameter.name().equals("identifier")
        && element instanceof Identifier identifier
        && identifier.getSystem() != null
        && identifier.getValue() != null) {
      into.identifier(identifier.getSystem(), identifier.getValue());
    }
  }

  /** {@code :of-type}: the type's system and code with the value (R4 search.html#modifiers). */
  private static void ofType(
      IndexedParameter parameter, Identifier identifier, IndexCollector into) {
    for (Coding type : identifier.getType().getCoding()) {
      into.token(
          into.hash()
              .systemAndCode(
                  into.tenantId(),
                  parameter.ofTypeKey(type.getSystem(), type.getCode()),
                  "",
                  identifier.getValue()));
    }
  }

  /** What {@code :text} looks at. */
  private static Stream<String> texts(Base element) {
    if (element instanceof CodeableConcept concept) {
      return Stream.concat(
              Stream.ofNullable(concept.getText()),
              concept.getCoding().stream().map(Coding::getDisplay))
          .filter(Objects::nonNull);
    }
    if (element instanceof Coding coding) {
      return Stream.ofNullable(coding.getDisplay());
    }
    return element instanceof Identifier identifier
        ? Stream.ofNullable(identifier.getType().getText())
        : Stream.empty();
  }
}
