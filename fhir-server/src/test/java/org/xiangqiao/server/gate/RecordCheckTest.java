package org.xiangqiao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.FHIR;

import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.gate.county.County;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.terminology.published.PublishedDefinitions;
import org.xiangqiao.terminology.validation.CompiledValidator;
import org.xiangqiao.terminology.validation.Finding;
import org.xiangqiao.terminology.validation.ValidationLimits;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

class RecordCheckTest {

  private static final String CLAIMS =
      "{\"resourceType\":\"Patient\",\"meta\":{\"profile\":[\"https://example.org/none\"]}%s}";

  private static final MemoryDefinitions DEFINITIONS =
      new MemoryDefinitions(FHIR, new BaseDefinitions(new PublishedDefinitions(FHIR)), List.of());
  private static final County COUNTY =
      new County(
          "",
          new CompiledValidator(
              FHIR, DEFINITIONS, new MemoryCodes(DEFINITIONS), ValidationLimits.ordinary()),
          () -> null);

  @Test
  void aClaimedProfileThatNobodyKnowsIsNoErrorUnlessItIsToBeOne() {
    assertThat(rules(UnknownProfile.WARNING, "")).isEmpty();
    assertThat(rules(UnknownProfile.ERROR, "")).containsExactly("profile-unknown");
  }

  @Test
  void theRestOfTheResourceIsCheckedAllTheSame() {
    assertThat(rules(UnknownProfile.WARNING, ",\"gender\":\"x\""))
        .containsExactly("code-not-in-value-set");
  }

  @Test
  void whatCannotBeCheckedIsNotAccepted() {
    RecordCheck broken =
        new RecordCheck(
            tenant -> {
              throw new IllegalStateException("a fault");
            },
            settings(UnknownProfile.WARNING));
    assertThat(broken.errors(1, "Patient", "{\"resourceType\":\"Patient\"}"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.error()).isTrue();
              assertThat(finding.ruleId()).isEqualTo("validation-failed");
            });
    RecordCheck away =
        new RecordCheck(
            tenant -> {
              throw StoreProblem.of(StoreProblem.Kind.TIMEOUT, "", "database-unavailable")
                  .exception();
            },
            settings(UnknownProfile.WARNING));
    assertThatThrownBy(() -> away.errors(1, "Patient", "{\"resourceType\":\"Patient\"}"))
        .isInstanceOfSatisfying(
            StoreException.class,
            refused -> assertThat(refused.kind()).isEqualTo(StoreProblem.Kind.UNAVAILABLE));
  }

  @Test
  void theFirstRuleThatFitsSenderTypeAndProfileDecides() {
    String profile = "https://example.org/StructureDefinition/child";
    GateSettings settings =
        new GateSettings(
            WritePolicy.REFUSE,
            List.of(
                new GateSettings.Rule(null, "Patient", profile, WritePolicy.TAG),
                new GateSettings.Rule("old-emr", null, null, WritePolicy.OFF)),
            100,
            800,
            16,
            UnknownProfile.WARNING,
            Duration.ofSeconds(1),
            false);
    RecordCheck records = new RecordCheck(tenant -> COUNTY, settings);
    Patient child = new Patient();
    child.getMeta().addProfile(profile + "|1.0.0");
    assertThat(records.policy(caller(1, "old-emr"), child)).isEqualTo(WritePolicy.TAG);
    assertThat(records.policy(caller(1, "old-emr"), new Patient())).isEqualTo(WritePolicy.OFF);
    assertThat(records.policy(caller(1, "new-emr"), child)).isEqualTo(WritePolicy.TAG);
    assertThat(records.policy(caller(1, "new-emr"), new Patient())).isEqualTo(WritePolicy.REFUSE);
    assertThat(records.policy(caller(1, "new-emr"), new Encounter())).isEqualTo(WritePolicy.REFUSE);
  }

  private static Caller caller(int tenant, String client) {
    return new Caller(tenant, client, "centre", "request");
  }

  private static GateSettings settings(UnknownProfile unknown) {
    return new GateSettings(
        WritePolicy.REFUSE, List.of(), 100, 800, 16, unknown, Duration.ofSeconds(1), false);
  }

  private static List<String> rules(UnknownProfile unknown, String further) {
    return new RecordCheck(tenant -> COUNTY, settings(unknown))
        .errors(1, "Patient", CLAIMS.formatted(further)).stream().map(Finding::ruleId).toList();
  }
}
