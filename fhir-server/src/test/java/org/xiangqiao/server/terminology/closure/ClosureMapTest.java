package org.xiangqiao.server.terminology.closure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.ConceptMap;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.terminology.closure.ClosureTables.Entry;
import org.xiangqiao.server.terminology.closure.ClosureTables.Table;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.memory.MemoryCodeSystem;

class ClosureMapTest {

  private static final String SYSTEM = "https://example.org/wide";
  private static final Set<String> FREE = Set.of("about", "provisional", "size");

  private final AtomicInteger roundTrips = new AtomicInteger();
  private final CodeSystemContent system = counted(system());
  private final ClosureMap closure = new ClosureMap(url -> List.of(system));

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

  /** Every question about concepts is a round trip. */
  private CodeSystemContent counted(CodeSystemContent system) {
    return (CodeSystemContent)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {CodeSystemContent.class},
            (proxy, method, arguments) -> {
              if (!FREE.contains(method.getName())) {
                roundTrips.incrementAndGet();
              }
              return method.invoke(system, arguments);
            });
  }
}
