package org.xiangqiao.server.terminology;

import ca.uhn.fhir.context.FhirContext;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.memory.MemoryCodeSystem;
import org.xiangqiao.terminology.service.memory.ResourceSource;

/**
 * What was sent under one {@code cache-id} so far: of each type, address and version the one that
 * came last. Immutable; a code system is compiled once, however much is added later.
 */
final class SentResources {

  /** Beside the JSON, for the small ones. */
  private static final int EACH = 1000;

  /**
   * @param version null for none
   */
  private record Name(String type, String url, String version) {}

  /**
   * @param content of a code system; else null
   */
  private record Sent(MetadataResource resource, int characters, CodeSystemContent content) {}

  static final SentResources NONE = new SentResources(Map.of());

  private final Map<Name, Sent> all;
  private final long characters;
  private final ResourceSource source;

  private SentResources(Map<Name, Sent> all) {
    this.all = all;
    Map<CodeSystem, CodeSystemContent> compiled = new IdentityHashMap<>();
    long sum = EACH;
    for (Sent each : all.values()) {
      sum += EACH + each.characters();
      if (each.resource() instanceof CodeSystem system) {
        compiled.put(system, each.content());
      }
    }
    this.characters = sum;
    List<MetadataResource> resources = all.values().stream().map(Sent::resource).toList();
    this.source = new ResourceSource(resources, compiled::get);
  }

  /** Resources that are no terminology, or have no address, are of no use later. */
  SentResources with(FhirContext context, List<Resource> sent) {
    Map<Name, Sent> more = new LinkedHashMap<>();
    for (Resource each : sent) {
      boolean terminology =
          each instanceof CodeSystem || each instanceof ValueSet || each instanceof ConceptMap;
      if (terminology && each instanceof MetadataResource resource && resource.hasUrl()) {
        Name name = new Name(each.fhirType(), resource.getUrl(), resource.getVersion());
        int length = context.newJsonParser().encodeResourceToString(each).length();
        CodeSystemContent content =
            each instanceof CodeSystem system ? MemoryCodeSystem.of(system) : null;
        more.put(name, new Sent(resource, length, content));
      }
    }
    if (more.isEmpty()) {
      return this;
    }
    all.forEach(more::putIfAbsent);
    return new SentResources(more);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  int size() {
    return all.size();
  }

  /** Of their JSON. */
  long characters() {
    return characters;
  }

  TerminologySource source() {
    return source;
  }
}
