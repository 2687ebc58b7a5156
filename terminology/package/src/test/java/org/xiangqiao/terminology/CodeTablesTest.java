package org.xiangqiao.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeTablesTest {

  private static final CodeTables TABLES = CodeTables.load();

  static Stream<CodeTable> tables() {
    return TABLES.all().stream();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyRowHasACodeOfItsOwnAndAName(CodeTable table) {
    assertThat(table.concepts()).isNotEmpty();
    assertThat(table.concepts())
        .allSatisfy(
            concept -> {
              assertThat(concept.code()).as(table.name()).isNotBlank().doesNotContain(" ");
              assertThat(concept.display()).as(concept.code()).isNotBlank();
            });
    assertThat(table.concepts().stream().map(CodeTable.Concept::code)).doesNotHaveDuplicates();
    assertThat(table.system())
        .matches(
            "urn:oid:[0-9.]+|https://fhir\\.xiangqiao\\.org/CodeSystem/\\S+"
                + "|http://loinc\\.org|http://unitsofmeasure\\.org");
    assertThat(table.provenance().content()).isIn("complete", "fragment");
    assertThat(table.provenance().confirmed()).isIn("yes", "partly", "no", "own");
    assertThat(table.provenance().source()).isNotBlank();
    assertThat(table.title()).isNotBlank();
    assertThat(table.englishTitle()).isNotBlank();
  }

  @Test
  void systemsAreNotShared() {
    assertThat(tables().map(CodeTable::system)).doesNotHaveDuplicates();
  }

  @Test
  void everyProgrammeVaccineNamesKnownProductsAndAKnownRoute() {
    assertThat(TABLES.programmeVaccines().concepts())
        .allSatisfy(
            vaccine -> {
              assertThat(vaccine.more().get("product_codes_4digit").split(","))
                  .allSatisfy(
                      code -> assertThat(TABLES.vaccineProducts().find(code)).as(code).isPresent());
              assertThat(TABLES.immunizationRoutes().find(vaccine.more().get("route"))).isPresent();
            });
  }

  @Test
  void vaccineProductsHaveFourDigits() {
    assertThat(TABLES.vaccineProducts().concepts())
        .allSatisfy(concept -> assertThat(concept.code()).matches("[0-9]{4}"));
  }

  @Test
  void looksUpByCodeAndByDisplay() {
    assertThat(TABLES.vaccineProducts().coding("0202").orElseThrow().getDisplay())
        .isEqualTo("重组乙型肝炎疫苗(酵母)");
    assertThat(TABLES.ethnicGroups().findByDisplay("回族").orElseThrow().code()).isEqualTo("03");
    assertThat(TABLES.vaccineProducts().find("0000")).isEmpty();
  }

  @Test
  void everyNationalSexHasAFhirGenderAndComesBack() {
    FhirGender genders = FhirGender.load();
    assertThat(TABLES.sexes().concepts())
        .allSatisfy(
            sex ->
                assertThat(genders.toNational(genders.toFhir(sex.code()).orElseThrow()))
                    .isEqualTo(sex.code()));
    assertThat(genders.toFhir("f")).contains(AdministrativeGender.FEMALE);
    assertThat(genders.toFhir("7")).isEmpty();
    assertThat(genders.toNational(null)).isEqualTo("9");
    assertThat(
            Arrays.stream(AdministrativeGender.values())
                .filter(gender -> gender != AdministrativeGender.NULL)
                .map(genders::toNational))
        .doesNotHaveDuplicates();
  }
}
