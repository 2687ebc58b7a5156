package org.xiangqiao.server.terminology.closure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.terminology.closure.ClosureTables.Entry;
import org.xiangqiao.server.terminology.closure.ClosureTables.Table;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.memory.MemoryCodeSystem;

class ClosureMapTest {

  private static final String SYSTEM = "https://example.org/wide";

  private final AtomicInteger roundTrips = new AtomicInteger();
  private final ClosureMap closure = new ClosureMap(new Wide(system(), roundTrips));

  /** Fifty codes below one, and one above it. */
  private static CodeSystemContent system() {
    CodeSystem system = new CodeSystem();
    system.setUrl(SYSTEM).setContent(CodeSystemContentMode.COMPLETE);
    ConceptDefinitionComponent group = system.addConcept().setCode("top").addConcept();
    group.setCode("group");
    for (int i = 0; i < 50; i++) {
      group.addConcept().setCode("c" + i);
    }
    return MemoryCodeSystem.of(system);
  }

  private static Table table(long version, long groupAdded) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      entries.add(new Entry(SYSTEM, "c" + i, 1));
    }
    entries.add(new Entry(SYSTEM, "group", groupAdded));
    return new Table(version, entries);
  }

  @Test
  void ancestorsOfAllCodesAreReadLevelByLevel() {
    ConceptMap map = closure.of("t", table(2, 2), 1);
    assertThat(map.getGroupFirstRep().getElement()).hasSize(50);
    assertThat(map.getVersion()).isEqualTo("2");
    assertThat(roundTrips.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void nothingIsReadWhereNothingIsNew() {
    assertThat(closure.of("t", table(2, 2), 2).hasGroup()).isFalse();
    assertThat(roundTrips.get()).isZero();
  }

  private record Wide(CodeSystemContent system, AtomicInteger roundTrips)
      implements TerminologySource, CodeSystemContent {

    @Override
    public List<CodeSystemContent> codeSystems(String url) {
      return List.of(this);
    }

    @Override
    public CodeSystem about() {
      return system.about();
    }

    @Override
    public Optional<Concept> find(String code) {
      roundTrips.incrementAndGet();
      return system.find(code);
    }

    @Override
    public Map<String, Concept> find(Collection<String> codes) {
      roundTrips.incrementAndGet();
      return system.find(codes);
    }

    @Override
    public boolean subsumes(String ancestor, String descendant) {
      roundTrips.incrementAndGet();
      return system.subsumes(ancestor, descendant);
    }

    @Override
    public Set<String> children(String code) {
      roundTrips.incrementAndGet();
      return system.children(code);
    }

    @Override
    public int size() {
      return system.size();
    }

    @Override
    public ConceptPage concepts(ConceptQuery query) {
      roundTrips.incrementAndGet();
      return system.concepts(query);
    }

    @Override
    public List<CodeSystemContent> supplements(String url) {
      return List.of();
    }

    @Override
    public List<ValueSet> valueSets(String url) {
      return List.of();
    }

    @Override
    public List<ConceptMap> conceptMaps(String url) {
      return List.of();
    }

    @Override
    public List<ConceptMap> conceptMapsFrom(String system, String target) {
      return List.of();
    }
  }
}
