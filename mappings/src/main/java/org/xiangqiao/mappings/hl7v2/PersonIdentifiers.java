package org.xiangqiao.mappings.hl7v2;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import org.xiangqiao.terminology.NationalIdentifier;
import org.xiangqiao.terminology.ResidentIdentityNumber;

/**
 * Identifiers of persons (身份标识) in CX fields: what kind each is, by the authority's OID, the type
 * code or the authority's name; the rest are the sender's own numbers.
 */
final class PersonIdentifiers {

  private static final String CARD = NationalIdentifier.IDENTITY_CARD.system();

  /** Which identifier finds a resident, best first; the sender's own number comes third. */
  private static final List<NationalIdentifier> BEST =
      List.of(NationalIdentifier.IDENTITY_CARD, NationalIdentifier.HEALTH_RECORD_NUMBER);

  private final NameTable types = new NameTable("identifier-types.csv", "name");

  /** All repetitions of a CX field into {@code found}; faulty identity cards become problems. */
  void read(
      SegmentReader segment,
      int field,
      PartnerSystems systems,
      List<Identifier> found,
      Problems problems) {
    for (int repetition = 1; repetition <= segment.repetitions(field); repetition++) {
      String value = segment.text(field, repetition, 1);
      if (value.isEmpty()) {
        continue;
      }
      String system = system(segment, field, repetition, systems);
      String place = segment.place(field, repetition, 1);
      if (system.equals(CARD)) {
        card(value, place, found, problems);
      } else {
        found.add(new Identifier().setSystem(system).setValue(value));
      }
    }
  }

  /** An identity card from a field that holds nothing else (PID-19). */
  void card(String value, String place, List<Identifier> found, Problems problems) {
    Optional<ResidentIdentityNumber.Fault> fault = ResidentIdentityNumber.faultOf(value);
    if (fault.isPresent()) {
      String rule = fault.get().name().toLowerCase(Locale.ROOT).replace('_', '-');
      problems.add(place, "identity-card." + rule);
      return;
    }
    String number = ResidentIdentityNumber.parse(value).orElseThrow().value();
    Optional<Identifier> before = with(found, CARD);
    if (before.isEmpty()) {
      found.add(0, new Identifier().setSystem(CARD).setValue(number));
    } else if (!before.get().getValue().equals(number)) {
      problems.add(place, "identity-card.two");
    }
  }

  static Optional<ResidentIdentityNumber> identityCard(List<Identifier> identifiers) {
    return with(identifiers, CARD)
        .flatMap(identifier -> ResidentIdentityNumber.parse(identifier.getValue()));
  }

  /** The identifier by which the resident is looked up. */
  static Optional<Identifier> key(List<Identifier> identifiers, PartnerSystems systems) {
    return BEST.stream()
        .flatMap(kind -> with(identifiers, kind.system()).stream())
        .findFirst()
        .or(() -> with(identifiers, systems.patient()))
        .or(() -> identifiers.stream().findFirst());
  }

  private String system(SegmentReader segment, int field, int repetition, PartnerSystems systems) {
    String type = segment.text(field, repetition, 5);
    return NationalIdentifier.ofOid(segment.text(field, repetition, 4, 2))
        .or(() -> NationalIdentifier.ofOid(segment.text(field, repetition, 4, 1)))
        .map(NationalIdentifier::system)
        .or(() -> types.find(type, "system"))
        .or(() -> types.find(segment.text(field, repetition, 4, 1), "system"))
        .map(system -> system.replace("{partner}", systems.partner()))
        .orElseGet(() -> ownSystem(type, systems));
  }

  /** Numbers of a type that nobody told us stay apart from the sender's resident numbers. */
  private static String ownSystem(String type, PartnerSystems systems) {
    return type.matches("[A-Za-z0-9]+")
        ? systems.patient() + "/" + type.toLowerCase(Locale.ROOT)
        : systems.patient();
  }

  private static Optional<Identifier> with(List<Identifier> identifiers, String system) {
    return identifiers.stream().filter(i -> i.getSystem().equals(system)).findFirst();
  }
}
