package org.xiangqiao.server.gate.county;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.memory.MemoryCodeSystem;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.CodeSets.Answer;

/** Code systems are imported and taken away while validators are kept. */
class CountyCodesTest {

  private static final String SYSTEM = "urn:icd";

  private final List<CodeSystemContent> imported = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private final CodeSets codes =
      new CountyCodes(new None(), new None(), url -> List.copyOf(imported), now::get);

  /** Knows nothing. */
  private static final class None implements CodeSets {
    @Override
    public Answer inValueSet(String valueSet, String system, String code) {
      return Answer.UNKNOWN;
    }

    @Override
    public Answer inSystem(String system, String code) {
      return Answer.UNKNOWN;
    }

    @Override
    public boolean knows(String valueSet) {
      return false;
    }
  }

  @Test
  void whatIsImportedLaterCountsAfterSomeSeconds() {
    assertThat(codes.inSystem(SYSTEM, "J00")).isEqualTo(Answer.UNKNOWN);
    imported.add(system("J00"));
    assertThat(codes.inSystem(SYSTEM, "J00")).as("at once").isEqualTo(Answer.UNKNOWN);
    secondsLater(11);
    assertThat(codes.inSystem(SYSTEM, "J00")).isEqualTo(Answer.YES);
    assertThat(codes.inSystem(SYSTEM, "J01")).isEqualTo(Answer.NO);
    imported.set(0, system("J01"));
    secondsLater(11);
    assertThat(codes.inSystem(SYSTEM, "J00")).isEqualTo(Answer.NO);
    assertThat(codes.inSystem(SYSTEM, "J01")).isEqualTo(Answer.YES);
  }

  private void secondsLater(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private static CodeSystemContent system(String code) {
    CodeSystem system = new CodeSystem();
    system.setUrl(SYSTEM).setContent(CodeSystemContentMode.COMPLETE);
    system.addConcept().setCode(code);
    return MemoryCodeSystem.of(system);
  }
}
