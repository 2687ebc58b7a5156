package org.xiangqiao.terminology.builder.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.NamingSystem;
import org.hl7.fhir.r4.model.NamingSystem.NamingSystemIdentifierType;
import org.hl7.fhir.r4.model.NamingSystem.NamingSystemUniqueIdComponent;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.NationalIdentifier;

class NamingSystemsTest {

  private static final List<NamingSystem> SYSTEMS =
      new NamingSystems()
              .apply(
                  new AbsentCodeSystems()
                      .apply(
                          new CodeTableSystems(CodeTables.load(), "https://fhir.xiangqiao.org")
                              .apply(List.of())))
              .stream()
              .filter(NamingSystem.class::isInstance)
              .map(NamingSystem.class::cast)
              .toList();

  @Test
  void everyNationalIdentifierHasItsName() {
    assertThat(NationalIdentifier.values())
        .allSatisfy(
            identifier -> assertThat(preferred(identifier.oid())).isEqualTo(identifier.system()));
  }

  @Test
  void anOidOfADocumentLeadsToTheCodeSystem() {
    assertThat(preferred("2.16.156.10011.2.3.3.4")).isEqualTo("urn:oid:2.16.156.10011.2.3.3.4");
    assertThat(preferred("2.16.156.10011.2.3.1.1"))
        .isEqualTo("https://fhir.xiangqiao.org/CodeSystem/id-type");
    assertThat(preferred("2.16.840.1.113883.6.1")).isEqualTo("http://loinc.org");
  }

  @Test
  void noValueIsInTwo() {
    Map<String, Long> values =
        SYSTEMS.stream()
            .flatMap(system -> system.getUniqueId().stream())
            .collect(
                Collectors.groupingBy(
                    NamingSystemUniqueIdComponent::getValue, Collectors.counting()));
    assertThat(values).allSatisfy((value, count) -> assertThat(count).as(value).isEqualTo(1));
    assertThat(SYSTEMS).allMatch(system -> !system.getDescription().isBlank());
  }

  private static String preferred(String oid) {
    return SYSTEMS.stream()
        .filter(s -> s.getUniqueId().stream().anyMatch(id -> id.getValue().equals(oid)))
        .flatMap(s -> s.getUniqueId().stream())
        .filter(id -> id.getType() == NamingSystemIdentifierType.URI && id.getPreferred())
        .map(NamingSystemUniqueIdComponent::getValue)
        .findFirst()
        .orElseThrow();
  }
}
