package org.xiangqiao.programmes.benefit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenefitPlanFileTest {

  @Test
  void theExamplesSayWhereTheyComeFrom() throws IOException {
    for (String name : List.of("suizhou-2023", "shandong-2014")) {
      assertThat(BenefitPlanFile.example(name).source()).startsWith("Example");
    }
    assertThatThrownBy(() -> BenefitPlanFile.example("nowhere")).isInstanceOf(IOException.class);
  }

  @Test
  void theNewestPlanThatHasBegunHolds() throws IOException {
    BenefitPlan first = plan("\"from\":\"2024-01-01\"");
    BenefitPlan second = plan("\"from\":\"2025-01-01\",\"to\":\"2025-12-31\"");
    BenefitPlans plans = new BenefitPlans(List.of(second, first));
    assertThat(plans.in("1", LocalDate.of(2023, 12, 31))).isEmpty();
    assertThat(plans.in("1", LocalDate.of(2024, 12, 31))).contains(first);
    assertThat(plans.in("1", LocalDate.of(2025, 1, 1))).contains(second);
    assertThat(plans.in("1", LocalDate.of(2026, 1, 1))).contains(first);
    assertThat(plans.in("2", LocalDate.of(2025, 1, 1))).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnowAndWhatCannotBe() {
    assertThatThrownBy(() -> plan("\"from\":\"2024-01-01\",\"capp\":1"))
        .hasMessageContaining("capp");
    assertThatThrownBy(() -> plan("\"from\":null")).hasMessageContaining("from");
    assertThatThrownBy(
            () -> plan("\"from\":\"2024-01-01\",\"catastrophic\":[{\"above\":1,\"ratio\":60}]"))
        .hasMessageContaining("0 to 1");
    assertThatThrownBy(
            () ->
                plan(
                    "\"from\":\"2024-01-01\",\"catastrophic\":"
                        + "[{\"above\":2,\"ratio\":0.5},{\"above\":1,\"ratio\":0.6}]"))
        .hasMessageContaining("rise");
  }

  private static BenefitPlan plan(String more) throws IOException {
    String json = "{\"county\":\"1\",\"source\":\"made for a test\"," + more + "}";
    return BenefitPlanFile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
