package org.xiangqiao.terminology.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.CsvResource;
import org.xiangqiao.terminology.message.ClerkMessages.Asked;

/** Element, rule, shape and remedy, in both languages, and never a value. */
class ClerkMessagesTest {

  private static final String PROFILE = "https://example.org/StructureDefinition/dose";

  private final ClerkMessages messages = new ClerkMessages(new RuleCatalogue(), List.of(profile()));

  private static StructureDefinition profile() {
    StructureDefinition profile = new StructureDefinition();
    profile.setUrl(PROFILE);
    ElementDefinition when = profile.getDifferential().addElement();
    when.setPath("Immunization.occurrence[x]").setId("Immunization.occurrence[x]");
    when.setShort("种疫苗的日子 Day of the dose");
    when.addConstraint().setKey("xq-1").setHuman("日期不得晚于今天。 The day is not in the future.");
    return profile;
  }

  private ClerkMessage of(String rule, String location, Words shape, String... arguments) {
    return messages.of(
        new Asked(rule, rule, "Immunization", location, PROFILE, List.of(arguments)), shape);
  }

  @Test
  void theElementIsNamedByTheProfileElseByR4ElseByItsPath() {
    assertThat(of("too-few", "Immunization.occurrenceDateTime", null).element())
        .isEqualTo(new Words("种疫苗的日子", "Day of the dose"));
    assertThat(of("too-few", "Immunization.lotNumber", null).element().chinese()).isEqualTo("疫苗批号");
    assertThat(of("too-few", "Immunization.reaction[2].note", null).element().chinese())
        .isEqualTo("备注");
    assertThat(of("too-few", "Immunization.fancy", null).element().chinese()).isEqualTo("fancy");
    assertThat(
            of("too-few", "Bundle.entry[3].resource/*Immunization/1*/.lotNumber", null)
                .element()
                .english())
        .isEqualTo("lot number");
  }

  @Test
  void theRuleIsToldInBothLanguagesWithItsRemedy() {
    ClerkMessage message = of("too-few", "Immunization.lotNumber", null, "id", "1");
    assertThat(message.text())
        .isEqualTo(new Words("缺少“疫苗批号”，至少要有 1 个。", "lot number is missing: at least 1 is needed."));
    assertThat(message.remedy().chinese()).isEqualTo("请补填“疫苗批号”。");
    assertThat(message.page()).isEqualTo("too-few.md");
  }

  @Test
  void invariantsSpeakInTheWordsOfTheirProfile() {
    ClerkMessage message =
        messages.of(
            new Asked(
                "xq-1",
                "invariant-broken",
                "Immunization",
                "Immunization.occurrence",
                PROFILE,
                List.of("xq-1")),
            null);
    assertThat(message.text().chinese()).isEqualTo("种疫苗的日子：日期不得晚于今天。");
    assertThat(message.text().english())
        .isEqualTo("Day of the dose: The day is not in the future.");
    assertThat(message.page()).isEqualTo("invariant-broken.md");
    assertThat(of("new-rule", "Immunization.lotNumber", null).text().chinese())
        .contains("new-rule");
  }

  @Test
  void shapesShowNoValue() {
    assertThat(ValueShape.of("99010120190501123X").english())
        .isEqualTo("18 characters: digits and X");
    assertThat(ValueShape.of("99010120190501123X").chinese()).isEqualTo("18 个字符：数字、X");
    assertThat(ValueShape.of("王 小明").chinese()).isEqualTo("4 个字符：汉字、空格");
    assertThat(ValueShape.of("2019－05").english())
        .isEqualTo("7 characters: digits and full-width characters");
    assertThat(ValueShape.of("\u200b1").english())
        .isEqualTo("2 characters: digits and invisible characters");
    assertThat(of("primitive-form", "Immunization.recorded", ValueShape.of("2019.5.1"), "dateTime"))
        .extracting(each -> each.text().chinese())
        .isEqualTo("“登记时间”的写法不对（现为8 个字符：数字、其他符号），应为 dateTime 类型。");
  }

  /** Two values of the same kinds and length look the same: nothing else of them is told. */
  @Property(tries = 200)
  void aShapeDependsOnKindsAndLengthOnly(@ForAll @Size(min = 1, max = 30) List<Integer> seeds) {
    StringBuilder one = new StringBuilder();
    StringBuilder other = new StringBuilder();
    for (int seed : seeds) {
      one.append((char) ('0' + Math.floorMod(seed, 10)));
      other.append((char) ('0' + Math.floorMod(seed + 3, 10)));
    }
    assertThat(ValueShape.of(one.toString())).isEqualTo(ValueShape.of(other.toString()));
  }

  @Test
  void theTablesAreWhole() {
    List<String> ids = new ArrayList<>();
    for (Rule rule : new RuleCatalogue().all()) {
      ids.add(rule.id());
      for (Words words : List.of(rule.text(), rule.remedy())) {
        assertThat(words.chinese()).as(rule.id()).isNotBlank();
        assertThat(words.english()).as(rule.id()).isNotBlank();
      }
      // Whatever the arguments are, no placeholder is left.
      ClerkMessage message = of(rule.id(), "Immunization.lotNumber", null, "a", "b", "c");
      for (String text :
          List.of(message.text().chinese(), message.text().english(), message.remedy().english())) {
        assertThat(text).doesNotContainPattern("\\{[a-z0-9]+}");
      }
    }
    assertThat(ids)
        .doesNotHaveDuplicates()
        .hasSize(CsvResource.rows(RuleCatalogue.class, "rules.csv").size());
    assertThat(CsvResource.rows(ElementNames.class, "elements.csv"))
        .allSatisfy(row -> assertThat(row.get("zh")).isNotBlank())
        .extracting(row -> row.get("path"))
        .doesNotHaveDuplicates();
  }

  @Test
  void aRuleOfAForeignProfileIsToldInItsOwnWordsWhateverTheyHold() {
    StructureDefinition foreign = new StructureDefinition().setUrl("https://example.org/foreign");
    ElementDefinition lot = foreign.getSnapshot().addElement();
    lot.setPath("Immunization.lotNumber").setShort("Lot");
    lot.addConstraint().setKey("f-1").setHuman("Lot {0} {rule} has letters");
    ClerkMessages both =
        new ClerkMessages(
            new RuleCatalogue(),
            List.of(),
            canonical ->
                canonical.equals(foreign.getUrl()) ? Optional.of(foreign) : Optional.empty());
    ClerkMessage message =
        both.of(
            new Asked(
                "f-1",
                "invariant-broken",
                "Immunization",
                "Immunization.lotNumber",
                foreign.getUrl(),
                List.of("f-1")),
            null);
    assertThat(message.text().english()).isEqualTo("lot number: Lot {0} {rule} has letters");
    assertThat(message.text().chinese()).startsWith("疫苗批号不符合规则 f-1");
    assertThat(message.page()).isEqualTo("invariant-broken.md");
  }

  @Test
  void rulesOfR4AreToldInChineseToo() {
    StructureDefinition period = new StructureDefinition();
    period.setUrl("http://hl7.org/fhir/StructureDefinition/Period");
    period
        .getSnapshot()
        .addElement()
        .setPath("Period")
        .addConstraint()
        .setKey("per-1")
        .setHuman("If present, start SHALL have a lower value than end");
    ClerkMessage message =
        new ClerkMessages(new RuleCatalogue(), List.of(period))
            .of(
                new Asked(
                    "per-1",
                    "invariant-broken",
                    "Encounter",
                    "Encounter.period",
                    period.getUrl(),
                    List.of("per-1")),
                null);
    assertThat(message.text().chinese()).endsWith("：开始时间不得晚于结束时间。");
    assertThat(message.text().english())
        .endsWith(": If present, start SHALL have a lower value than end");
    assertThat(message.page()).isEqualTo("invariants/r4.md#per-1");
  }
}
