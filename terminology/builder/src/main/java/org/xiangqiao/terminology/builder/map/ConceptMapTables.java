package org.xiangqiao.terminology.builder.map;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.builder.PackageException;
import org.xiangqiao.terminology.builder.PackageStep;
import org.xiangqiao.terminology.builder.SourcePlace;

/**
 * Adds the concept maps of {@code maps/maps.csv}. Codes are looked up in the package's own code
 * systems and in those that FHIR R4 publishes; a code that is in neither is refused with its row.
 */
public final class ConceptMapTables implements PackageStep {

  private final DefaultProfileValidationSupport published;
  private final MapTables tables = new MapTables();

  public ConceptMapTables(FhirContext fhir) {
    this.published = new DefaultProfileValidationSupport(fhir);
  }

  @Override
  public List<Resource> apply(List<Resource> all) {
    Map<String, List<MapGroup>> groups = tables.groups();
    Displays displays = Displays.of(known(all, groups));
    GroupCheck check = new GroupCheck(displays);
    ConceptMapBuilder builder = new ConceptMapBuilder(displays);
    List<String> problems = new ArrayList<>();
    List<Resource> more = new ArrayList<>(all);
    for (List<MapGroup> ofMap : groups.values()) {
      Map<MapGroup, List<MapRow>> rows = new LinkedHashMap<>();
      ofMap.forEach(group -> rows.put(group, tables.rows(group)));
      List<String> wrong = new ArrayList<>();
      rows.forEach((group, its) -> wrong.addAll(check.problems(group, its)));
      if (wrong.isEmpty()) {
        ConceptMap map = builder.build(rows);
        SourcePlace.set(map, ofMap.get(0).file());
        more.add(map);
      }
      problems.addAll(wrong);
    }
    PackageException.throwIfAny(problems);
    return more;
  }

  private List<Resource> known(List<Resource> all, Map<String, List<MapGroup>> groups) {
    List<Resource> known = new ArrayList<>(all);
    groups.values().stream()
        .flatMap(List::stream)
        .flatMap(group -> List.of(group.sourceSystem(), group.targetSystem()).stream())
        .distinct()
        .map(published::fetchCodeSystem)
        .filter(CodeSystem.class::isInstance)
        .map(CodeSystem.class::cast)
        .forEach(known::add);
    return known;
  }
}
