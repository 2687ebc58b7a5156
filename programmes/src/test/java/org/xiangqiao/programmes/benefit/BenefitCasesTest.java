package org.xiangqiao.programmes.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of cases.json, to the cent; each shows how it was worked out by hand. */
class BenefitCasesTest {

  private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    try (InputStream file = getClass().getResourceAsStream("cases.json")) {
      json.readTree(file).forEach(cases::add);
    }
    assertThat(cases).hasSizeGreaterThan(40);
    assertThat(cases)
        .allSatisfy(
            one -> assertThat(one.path("how").asText()).as(one.path("name").asText()).isNotBlank());
    assertThat(cases).extracting(one -> one.path("name").asText()).doesNotHaveDuplicates();
    return cases.stream()
        .map(one -> DynamicTest.dynamicTest(one.path("name").asText(), () -> check(one)));
  }

  private void check(JsonNode one) throws IOException {
    BenefitAmounts amounts = BenefitEstimate.of(plan(one.path("plan").asText()), bill(one));
    Map<String, BigDecimal> keys = amounts.byKey();
    one.path("expect")
        .properties()
        .forEach(
            wanted ->
                assertThat(keys.get(wanted.getKey()))
                    .as(wanted.getKey())
                    .isEqualTo(new BigDecimal(wanted.getValue().asText())));
    Identities.hold(amounts);
  }

  private BenefitPlan plan(String name) throws IOException {
    if (name.equals("local-forms")) {
      try (InputStream file = getClass().getResourceAsStream("local-forms.json")) {
        return BenefitPlanFile.read(file);
      }
    }
    return BenefitPlanFile.example(name);
  }

  private Bill bill(JsonNode one) throws IOException {
    List<BillLine> lines = new ArrayList<>();
    for (JsonNode line : one.path("lines")) {
      lines.add(
          new BillLine(
              String.valueOf(lines.size() + 1),
              ItemClass.valueOf(line.path("class").asText()),
              amount(line, "amount"),
              line.has("count") ? amount(line, "count") : BigDecimal.ONE,
              line.has("price") ? amount(line, "price") : amount(line, "amount"),
              amount(line, "limit"),
              amount(line, "selfPay")));
    }
    List<Identity> identities = new ArrayList<>();
    for (JsonNode identity : one.path("identities")) {
      identities.add(json.treeToValue(identity, Identity.class));
    }
    return new Bill(
        lines,
        one.path("medType").asText(),
        CareLevel.valueOf(one.path("level").asText()),
        LocalDate.parse(one.path("day").asText()),
        identities,
        one.has("year") ? json.treeToValue(one.get("year"), YearToDate.class) : null,
        amount(one, "poolPaidToday"),
        one.has("referral") ? Referral.valueOf(one.path("referral").asText()) : null,
        amount(one, "referredDeductible"),
        amount(one, "account"));
  }

  private static BigDecimal amount(JsonNode node, String name) {
    return node.has(name) ? new BigDecimal(node.path(name).asText()) : null;
  }
}
