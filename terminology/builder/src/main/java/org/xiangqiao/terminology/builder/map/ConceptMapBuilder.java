package org.xiangqiao.terminology.builder.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupUnmappedMode;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;

/** Builds one ConceptMap from its groups (FHIR R4 conceptmap.html), row order kept. */
final class ConceptMapBuilder {

  private static final String UNCONFIRMED = "未核对 unconfirmed";
  private static final String FIXED = "fixed:";

  private final Displays displays;

  ConceptMapBuilder(Displays displays) {
    this.displays = displays;
  }

  /**
   * A draft when a row is not confirmed: to be used with care, and to be checked.
   *
   * @param groups with their rows, at least one
   */
  ConceptMap build(Map<MapGroup, List<MapRow>> groups) {
    MapGroup first = groups.keySet().iterator().next();
    boolean confirmed =
        groups.values().stream().flatMap(List::stream).allMatch(MapRow::isConfirmed);
    ConceptMap map = new ConceptMap();
    map.setId(first.id());
    map.setTitle(first.titleZh() + " " + first.titleEn());
    map.setDescription(description(groups, confirmed));
    map.setStatus(confirmed ? PublicationStatus.ACTIVE : PublicationStatus.DRAFT);
    if (!first.sourceValueSet().isEmpty()) {
      map.setSource(new CanonicalType(first.sourceValueSet()));
    }
    if (!first.targetValueSet().isEmpty()) {
      map.setTarget(new CanonicalType(first.targetValueSet()));
    }
    groups.forEach((group, rows) -> map.addGroup(group(group, rows)));
    return map;
  }

  private static String description(Map<MapGroup, List<MapRow>> groups, boolean confirmed) {
    StringBuilder text = new StringBuilder();
    groups.keySet().stream()
        .map(MapGroup::note)
        .filter(note -> !note.isEmpty())
        .distinct()
        .forEach(note -> text.append(note).append('\n'));
    return text.append(
            confirmed
                ? "各行依据参考表。 All rows come from the reference tables."
                : "标为“未核对”的行尚未与官方表核对。 Rows marked unconfirmed were not checked against an official table.")
        .toString();
  }

  private ConceptMapGroupComponent group(MapGroup group, List<MapRow> rows) {
    ConceptMapGroupComponent component =
        new ConceptMapGroupComponent()
            .setSource(group.sourceSystem())
            .setTarget(group.targetSystem());
    Map<String, SourceElementComponent> elements = new LinkedHashMap<>();
    for (MapRow row : rows) {
      elements
          .computeIfAbsent(row.source(), source -> element(component, group, source))
          .addTarget(target(group, row));
    }
    unmapped(component, group);
    return component;
  }

  private SourceElementComponent element(
      ConceptMapGroupComponent component, MapGroup group, String source) {
    SourceElementComponent element = component.addElement().setCode(source);
    displays.find(group.sourceSystem(), source).ifPresent(element::setDisplay);
    return element;
  }

  private TargetElementComponent target(MapGroup group, MapRow row) {
    TargetElementComponent target =
        new TargetElementComponent()
            .setEquivalence(ConceptMapEquivalence.fromCode(row.equivalence()));
    if (!row.target().isEmpty()) {
      target.setCode(row.target());
      displays.find(group.targetSystem(), row.target()).ifPresent(target::setDisplay);
    }
    String comment = comment(row);
    return comment.isEmpty() ? target : target.setComment(comment);
  }

  private static String comment(MapRow row) {
    if (row.isConfirmed()) {
      return row.comment();
    }
    return row.comment().isEmpty() ? UNCONFIRMED : row.comment() + " (" + UNCONFIRMED + ")";
  }

  private void unmapped(ConceptMapGroupComponent component, MapGroup group) {
    if (group.unmapped().startsWith(FIXED)) {
      String code = group.unmapped().substring(FIXED.length());
      component
          .getUnmapped()
          .setMode(ConceptMapGroupUnmappedMode.FIXED)
          .setCode(code)
          .setDisplay(displays.find(group.targetSystem(), code).orElse(null));
    } else if (!group.unmapped().isEmpty()) {
      component.getUnmapped().setMode(ConceptMapGroupUnmappedMode.fromCode(group.unmapped()));
    }
  }
}
