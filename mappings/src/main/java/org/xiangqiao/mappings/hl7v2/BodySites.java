package org.xiangqiao.mappings.hl7v2;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Immunization;
import org.xiangqiao.terminology.CodeTable;

/** RXR: route (接种途径) and site (接种部位); national codes first, the sender's code beside them. */
final class BodySites {

  private final CodeTable sites;
  private final CodeTable routes;
  private final NameTable siteNames = new NameTable("sites.csv", "name");
  private final NameTable routeNames = new NameTable("routes.csv", "name");

  BodySites(CodeTable sites, CodeTable routes) {
    this.sites = sites;
    this.routes = routes;
  }

  /**
   * @param rxr null when the order has none
   */
  void read(SegmentReader rxr, Immunization dose, PartnerSystems systems) {
    if (rxr != null) {
      dose.setRoute(concept(rxr, 1, routes, routeNames, systems, "route"));
      dose.setSite(concept(rxr, 2, sites, siteNames, systems, "site"));
    }
  }

  private static CodeableConcept concept(
      SegmentReader rxr,
      int field,
      CodeTable table,
      NameTable names,
      PartnerSystems systems,
      String kind) {
    List<ForeignCode> codes = ForeignCode.of(rxr, field, 1);
    if (codes.isEmpty()) {
      return null;
    }
    CodeableConcept concept = new CodeableConcept();
    Optional<String> national =
        codes.stream().flatMap(code -> national(code, table, names).stream()).findFirst();
    national.flatMap(table::coding).ifPresent(concept::addCoding);
    codes.stream()
        .filter(code -> !code.code().isEmpty())
        .filter(code -> !national.equals(Optional.of(code.code())))
        .forEach(code -> concept.addCoding(systems.coding(kind, code)));
    codes.stream()
        .map(ForeignCode::text)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .ifPresent(concept::setText);
    return concept;
  }

  private static Optional<String> national(ForeignCode code, CodeTable table, NameTable names) {
    return table
        .find(code.code())
        .or(() -> table.findByDisplay(code.code()))
        .or(() -> table.findByDisplay(code.text()))
        .map(CodeTable.Concept::code)
        .or(() -> names.find(code.code(), "national"))
        .or(() -> names.find(code.text(), "national"));
  }
}
