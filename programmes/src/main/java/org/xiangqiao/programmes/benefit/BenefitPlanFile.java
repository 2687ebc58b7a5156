package org.xiangqiao.programmes.benefit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;

/** Reads a county's parameters: JSON, one plan a file; a name that nobody knows is refused. */
public final class BenefitPlanFile {

  private BenefitPlanFile() {}

  public static BenefitPlan read(InputStream json) throws IOException {
    return new ObjectMapper()
        .registerModule(new JavaTimeModule())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .readValue(json, BenefitPlan.class);
  }

  /**
   * A plan that comes with Xiangqiao as an example: {@code suizhou-2023} or {@code shandong-2014}.
   */
  public static BenefitPlan example(String name) throws IOException {
    try (InputStream json = BenefitPlanFile.class.getResourceAsStream(name + ".json")) {
      if (json == null) {
        throw new IOException("no example plan " + name);
      }
      return read(json);
    }
  }
}
