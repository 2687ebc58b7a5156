package org.xiangqiao.bench.oracle.query;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.UriType;

/** Conditions on reference parameters (R4 search.html#reference). */
final class References implements Conditions {

  @Override
  public List<Criterion> of(Parameter parameter, List<Base> values, Pick pick) {
    List<Criterion> all = new ArrayList<>();
    String name = parameter.name();
    List<Reference> references =
        values.stream().filter(Reference.class::isInstance).map(Reference.class::cast).toList();
    List<String> local =
        references.stream()
            .map(Reference::getReference)
            .filter(text -> text != null && !text.startsWith("#"))
            .toList();
    if (!local.isEmpty()) {
      String text = pick.from(local);
      IdType id = new IdType(text);
      String relative = id.getResourceType() + "/" + id.getIdPart();
      if (id.isAbsolute()) {
        all.add(new Criterion(name, text, "reference absolute"));
      } else {
        all.add(new Criterion(name, relative, "reference Type/id"));
        all.add(new Criterion(name, id.getIdPart(), "reference id"));
        all.add(new Criterion(name + ":" + id.getResourceType(), id.getIdPart(), "reference:Type"));
        all.add(new Criterion(name, relative + "," + pick.from(local), "reference or"));
        all.add(
            new Criterion(
                name,
                new IdType(pick.from(local)).toUnqualifiedVersionless() + ",Patient/none",
                "reference or none"));
        if (id.hasVersionIdPart()) {
          all.add(new Criterion(name, text, "reference version"));
        }
      }
    }
    references.stream()
        .filter(each -> each.getIdentifier().hasValue())
        .findFirst()
        .ifPresent(
            each ->
                all.add(
                    new Criterion(
                        name + ":identifier",
                        each.getIdentifier().getSystem() + "|" + each.getIdentifier().getValue(),
                        "reference:identifier")));
    List<String> canonical =
        values.stream()
            .filter(value -> value instanceof CanonicalType || value instanceof UriType)
            .map(Base::primitiveValue)
            .toList();
    if (!canonical.isEmpty()) {
      String url = pick.from(canonical);
      all.add(new Criterion(name, url.replaceFirst("\\|.*", ""), "canonical"));
      all.add(new Criterion(name, url, "canonical|version"));
    }
    return all;
  }
}
