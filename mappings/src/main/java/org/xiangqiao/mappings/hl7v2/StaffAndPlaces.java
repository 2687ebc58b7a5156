package org.xiangqiao.mappings.hl7v2;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Reference;

/**
 * Staff (医务人员, XCN) and places (地点, PL and LA2) as logical references: identifier and name, with no
 * resource of their own.
 */
final class StaffAndPlaces {

  private StaffAndPlaces() {}

  static Optional<Reference> practitioner(
      SegmentReader segment, int field, PartnerSystems systems) {
    String number = segment.text(field, 1);
    String name = PersonNames.joined(segment.text(field, 2), segment.text(field, 3));
    return reference("Practitioner", "staff", number, name, systems);
  }

  /** Point of care, room, bed and facility; the facility of LA2 and PL is the fourth component. */
  static Optional<Reference> location(SegmentReader segment, int field, PartnerSystems systems) {
    String display =
        Stream.of(4, 1, 2, 3)
            .map(component -> segment.text(field, component))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    String value =
        Stream.of(4, 1, 2, 3)
            .map(component -> segment.text(field, component))
            .collect(Collectors.joining("/"))
            .replaceAll("^/+|/+$", "");
    return reference("Location", "location", value, display, systems);
  }

  private static Optional<Reference> reference(
      String type, String kind, String number, String name, PartnerSystems systems) {
    if (number.isEmpty() && name.isEmpty()) {
      return Optional.empty();
    }
    Reference reference = new Reference().setType(type);
    if (!number.isEmpty()) {
      reference.setIdentifier(systems.identifier(kind, number));
    }
    if (!name.isEmpty()) {
      reference.setDisplay(name);
    }
    return Optional.of(reference);
  }
}
