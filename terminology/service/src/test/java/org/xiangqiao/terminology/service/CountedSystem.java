package org.xiangqiao.terminology.service;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.CodeSystem;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.memory.MemoryCodeSystem;

/** A code system that counts how often it is asked: each time would be a round trip of a table. */
public record CountedSystem(CodeSystemContent system, AtomicInteger asked)
    implements CodeSystemContent {

  public CountedSystem(CodeSystem system) {
    this(MemoryCodeSystem.of(system), new AtomicInteger());
  }

  @Override
  public CodeSystem about() {
    return system.about();
  }

  @Override
  public Optional<Concept> find(String code) {
    asked.incrementAndGet();
    return system.find(code);
  }

  @Override
  public Map<String, Concept> find(Collection<String> codes) {
    asked.incrementAndGet();
    return system.find(codes);
  }

  @Override
  public boolean subsumes(String ancestor, String descendant) {
    asked.incrementAndGet();
    return system.subsumes(ancestor, descendant);
  }

  @Override
  public Set<String> children(String code) {
    asked.incrementAndGet();
    return system.children(code);
  }

  @Override
  public int size() {
    return system.size();
  }

  @Override
  public ConceptPage concepts(ConceptQuery query) {
    asked.incrementAndGet();
    return system.concepts(query);
  }

  /** With this code system alone. */
  public TerminologySource source() {
    return url -> url.equals(about().getUrl()) ? List.of(this) : List.of();
  }
}
