package org.xiangqiao.terminology.service.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.Diamond;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.memory.ResourceSource;

class ExpandOperationTest {

  private static final String ALL = "https://example.org/vs/all";

  private static ValueSet expand(ValueSet valueSet, int limit, Parameters asked) {
    return new ExpandOperation(Samples.source(valueSet), limit).expand(asked, null);
  }

  @Test
  void codesHangBelowTheirAncestors() {
    ValueSet expanded = expand(Samples.all(ALL), 100, Samples.asked("url", ALL));
    assertThat(expanded.getExpansion().getTotal()).isEqualTo(5);
    assertThat(expanded.getExpansion().getContains())
        .extracting(ValueSetExpansionContainsComponent::getCode)
        .containsExactly("group", "old");
    assertThat(expanded.hasCompose()).isFalse();
  }

  @Test
  void aHierarchyThatNobodyReadsIsAList() {
    ValueSet expanded = expandChain(2000);
    assertThat(expanded.getExpansion().getContains()).hasSize(2000);
    assertThat(expandChain(100).getExpansion().getContains()).hasSize(1);
  }

  private static ValueSet expandChain(int levels) {
    ResourceSource source = new ResourceSource(List.of(Samples.chain(levels), Samples.all(ALL)));
    return new ExpandOperation(source, 10_000).expand(Samples.asked("url", ALL), null);
  }

  @Test
  void aFilterWithoutItsPropertyIsRefused() {
    ValueSet odd = Samples.all(ALL);
    odd.getCompose()
        .getIncludeFirstRep()
        .addFilter()
        .setOp(ValueSet.FilterOperator.ISA)
        .setValue("group");
    assertThatThrownBy(() -> expand(odd, 100, Samples.asked("url", ALL)))
        .isInstanceOf(TxException.class)
        .hasMessageContaining("property");
  }

  @Test
  void aPageIsFlatAndTellsTheTotal() {
    ValueSet expanded =
        expand(Samples.all(ALL), 100, Samples.asked("url", ALL, "offset", "1", "count", "2"));
    assertThat(expanded.getExpansion().getContains())
        .extracting(ValueSetExpansionContainsComponent::getCode)
        .containsExactly("I10", "E11");
    assertThat(expanded.getExpansion().getTotal()).isEqualTo(5);
  }

  @Test
  void theLanguageIsTheCallers() {
    ValueSet expanded =
        expand(
            Samples.all(ALL),
            100,
            Samples.asked("url", ALL, "filter", "gxy", "displayLanguage", "en"));
    assertThat(expanded.getExpansion().getContainsFirstRep().getDisplay())
        .isEqualTo("Hypertension");
  }

  @Test
  void tooManyCodesAreRefusedUnlessAPageIsAskedFor() {
    assertThatThrownBy(() -> expand(Samples.all(ALL), 3, Samples.asked("url", ALL)))
        .isInstanceOf(TxException.class)
        .hasMessageContaining("too many codes")
        .hasMessageContaining(ALL);
    assertThat(
            expand(Samples.all(ALL), 3, Samples.asked("url", ALL, "count", "2"))
                .getExpansion()
                .getTotal())
        .isEqualTo(5);
  }

  @Test
  void aValueSetThatIncludesItselfIsRefused() {
    ValueSet circle = Samples.all(ALL);
    circle.getCompose().addInclude().addValueSet(ALL);
    assertThatThrownBy(() -> expand(circle, 100, Samples.asked("url", ALL)))
        .hasMessageContaining("circularity");
  }

  @Test
  void aDiamondOfImportsIsExpandedOnceALevel() {
    List<ValueSet> levels = Diamond.of(ALL, 40);
    ValueSet expanded =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                new ExpandOperation(Samples.source(levels.toArray(ValueSet[]::new)), 100)
                    .expand(Samples.asked("url", ALL), null));
    assertThat(expanded.getExpansion().getTotal()).isEqualTo(5);
  }

  @Test
  void importsAreFollowedToADepthThatIsNamed() {
    List<ValueSet> levels = Diamond.of(ALL, 60);
    assertThatThrownBy(
            () ->
                new ExpandOperation(Samples.source(levels.toArray(ValueSet[]::new)), 100)
                    .expand(Samples.asked("url", ALL), null))
        .hasMessageContaining(ALL)
        .hasMessageContaining("more than 50");
  }

  @Test
  void aCircleIsNamed() {
    ValueSet first = Samples.all(ALL);
    first.getCompose().addInclude().addValueSet(ALL + "/2");
    ValueSet second = Samples.all(ALL + "/2");
    second.getCompose().addInclude().addValueSet(ALL);
    assertThatThrownBy(
            () ->
                new ExpandOperation(Samples.source(first, second), 100)
                    .expand(Samples.asked("url", ALL), null))
        .hasMessageContaining(ALL + "|1, " + ALL + "/2|1");
  }

  @Test
  void aRegularExpressionThatIsTooLargeIsRefusedWithItsFilter() {
    ValueSet greedy = Samples.all(ALL);
    greedy
        .getCompose()
        .getIncludeFirstRep()
        .addFilter()
        .setProperty("code")
        .setOp(ValueSet.FilterOperator.REGEX)
        .setValue("((a{1000}){1000}){1000}");
    for (Parameters asked :
        List.of(Samples.asked("url", ALL), Samples.asked("url", ALL, "count", "2"))) {
      assertThatThrownBy(() -> expand(greedy, 100, asked))
          .hasMessageContaining(ALL)
          .hasMessageContaining("((a{1000}){1000}){1000}")
          .hasMessageContaining("2000 steps");
    }
  }

  @Test
  void aFilterThatNobodyKnowsIsRefusedOnAPageToo() {
    ValueSet unknown = Samples.all(ALL);
    unknown
        .getCompose()
        .getIncludeFirstRep()
        .addFilter()
        .setProperty("nowhere")
        .setOp(ValueSet.FilterOperator.EQUAL)
        .setValue("x");
    assertThatThrownBy(() -> expand(unknown, 100, Samples.asked("url", ALL, "count", "2")))
        .isInstanceOf(TxException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void noMoreThanTheLimitIsFetchedForAPage() {
    assertThatThrownBy(
            () -> expand(Samples.all(ALL), 3, Samples.asked("url", ALL, "count", "2000000000")))
        .hasMessageContaining("too many codes");
  }

  @Test
  void moreThanTheLimitMayBeExcluded() {
    ValueSet one = Samples.all(ALL);
    one.getCompose().getIncludeFirstRep().addConcept().setCode("old");
    one.getCompose().getIncludeFirstRep().addConcept().setCode("I10");
    one.getCompose()
        .addExclude()
        .setSystem(Samples.SYSTEM)
        .addFilter()
        .setProperty("concept")
        .setOp(ValueSet.FilterOperator.ISA)
        .setValue("group");
    assertThat(expand(one, 3, Samples.asked("url", ALL)).getExpansion().getContains())
        .extracting(ValueSetExpansionContainsComponent::getCode)
        .containsExactly("old");
  }

  @Test
  void aSmallImportIsEnoughOfALargeCodeSystem() {
    ValueSet small = Samples.all(ALL + "/2");
    small.getCompose().getIncludeFirstRep().addConcept().setCode("I11");
    small.getCompose().getIncludeFirstRep().addConcept().setCode("old");
    ValueSet both = Samples.all(ALL);
    both.getCompose()
        .getIncludeFirstRep()
        .addValueSet(ALL + "/2")
        .addFilter()
        .setProperty("concept")
        .setOp(ValueSet.FilterOperator.ISA)
        .setValue("group");
    assertThat(
            new ExpandOperation(Samples.source(small, both), 3)
                .expand(Samples.asked("url", ALL), null)
                .getExpansion()
                .getContains())
        .extracting(ValueSetExpansionContainsComponent::getCode)
        .containsExactly("I11");
  }

  @Test
  void excludesAreLeftOut() {
    ValueSet some = Samples.all(ALL);
    some.getCompose().addExclude().setSystem(Samples.SYSTEM).addConcept().setCode("old");
    assertThat(expand(some, 100, Samples.asked("url", ALL)).getExpansion().getTotal()).isEqualTo(4);
    assertThat(
            expand(
                    Samples.all(ALL),
                    100,
                    Samples.asked("url", ALL, "exclude-system", Samples.SYSTEM))
                .getExpansion()
                .getTotal())
        .isZero();
  }

  @Test
  void anUnknownCodeSystemIsNamed() {
    ValueSet other = Samples.all(ALL);
    other.getCompose().getIncludeFirstRep().setSystem("https://example.org/none");
    assertThatThrownBy(() -> expand(other, 100, Samples.asked("url", ALL)))
        .hasMessageContaining("https://example.org/none");
  }
}
