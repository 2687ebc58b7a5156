package org.xiangqiao.mappings.hl7v2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Address.AddressUse;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;

/** Addresses (地址, XAD) and telephone numbers (电话, XTN). */
final class ContactDetails {

  private final NameTable uses = new NameTable("contact-uses.csv", "code");

  List<Address> addresses(SegmentReader segment, int field) {
    List<Address> addresses = new ArrayList<>();
    for (int repetition = 1; repetition <= segment.repetitions(field); repetition++) {
      address(segment, field, repetition).ifPresent(addresses::add);
    }
    return addresses;
  }

  List<ContactPoint> telecoms(SegmentReader segment, int field) {
    List<ContactPoint> telecoms = new ArrayList<>();
    for (int repetition = 1; repetition <= segment.repetitions(field); repetition++) {
      telecom(segment, field, repetition).ifPresent(telecoms::add);
    }
    return telecoms;
  }

  private Optional<Address> address(SegmentReader segment, int field, int repetition) {
    String street = segment.text(field, repetition, 1);
    String village = segment.text(field, repetition, 2);
    String city = segment.text(field, repetition, 3);
    String province = segment.text(field, repetition, 4);
    String stated = segment.text(field, repetition, 9);
    String county = DivisionCode.of(stated).isPresent() ? "" : stated;
    Optional<DivisionCode> division = DivisionCode.of(stated, segment.text(field, repetition, 10));
    // Chinese addresses go from the large to the small.
    String text = Stream.of(province, city, county, street, village).collect(Collectors.joining());
    if (text.isEmpty() && division.isEmpty()) {
      return Optional.empty();
    }
    Address address = new Address().setText(orNull(text));
    division.ifPresent(code -> code.write(address));
    Stream.of(street, village).filter(line -> !line.isEmpty()).forEach(address::addLine);
    address.setCity(orNull(city)).setState(orNull(province)).setDistrict(orNull(county));
    address.setPostalCode(orNull(segment.text(field, repetition, 5)));
    address.setCountry(orNull(segment.text(field, repetition, 6)));
    use("address", segment.text(field, repetition, 7))
        .ifPresent(use -> address.setUse(AddressUse.fromCode(use)));
    return Optional.of(address);
  }

  private Optional<ContactPoint> telecom(SegmentReader segment, int field, int repetition) {
    String email = segment.text(field, repetition, 4);
    String number =
        Stream.of(
                segment.text(field, repetition, 12),
                segment.text(field, repetition, 1),
                segment.text(field, repetition, 6) + segment.text(field, repetition, 7))
            .filter(candidate -> !candidate.isEmpty())
            .findFirst()
            .orElse("");
    if (number.isEmpty() && email.isEmpty()) {
      return Optional.empty();
    }
    ContactPoint telecom =
        number.isEmpty()
            ? new ContactPoint().setSystem(ContactPointSystem.EMAIL).setValue(email)
            : new ContactPoint().setSystem(ContactPointSystem.PHONE).setValue(number);
    use("telecom", segment.text(field, repetition, 3))
        .or(() -> use("telecom", segment.text(field, repetition, 2)))
        .ifPresent(use -> telecom.setUse(ContactPointUse.fromCode(use)));
    return Optional.of(telecom);
  }

  private Optional<String> use(String kind, String code) {
    return uses.find(code).filter(row -> row.get("kind").equals(kind)).map(row -> row.get("use"));
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
