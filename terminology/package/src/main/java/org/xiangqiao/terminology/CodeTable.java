package org.xiangqiao.terminology;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;

/** One national code table (值域代码表): immutable, in the order of its source. */
public final class CodeTable {

  /**
   * A row.
   *
   * @param english empty when the source has none
   * @param more the columns beyond code and displays, by name
   */
  public record Concept(String code, String display, String english, Map<String, String> more) {

    public Concept {
      more = Map.copyOf(more);
    }
  }

  /**
   * What the index of the tables says of one.
   *
   * @param content {@code complete} or {@code fragment}, as {@code CodeSystem.content}
   * @param confirmed {@code yes}, {@code partly}, {@code no}, or {@code own} for a table of ours
   * @param hierarchy what the column {@code parent} means, as {@code CodeSystem.hierarchyMeaning}
   * @param source where it comes from, and what is not sure
   * @param copyright empty when there is none
   */
  public record Provenance(
      String content, String confirmed, String hierarchy, String source, String copyright) {}

  private final String name;
  private final Provenance provenance;
  private final String system;
  private final String title;
  private final String englishTitle;
  private final Map<String, Concept> byCode;
  private final Map<String, Concept> byDisplay;

  CodeTable(
      String name,
      String system,
      String title,
      String englishTitle,
      Provenance provenance,
      Collection<Concept> concepts) {
    this.name = name;
    this.provenance = provenance;
    this.system = system;
    this.title = title;
    this.englishTitle = englishTitle;
    Map<String, Concept> codes = new LinkedHashMap<>();
    Map<String, Concept> displays = new LinkedHashMap<>();
    for (Concept concept : concepts) {
      if (codes.put(concept.code(), concept) != null) {
        throw new IllegalStateException("code " + concept.code() + " is twice in table " + name);
      }
      displays.putIfAbsent(concept.display(), concept);
    }
    this.byCode = java.util.Collections.unmodifiableMap(codes);
    this.byDisplay = java.util.Collections.unmodifiableMap(displays);
  }

  /** Name of the table's file, without ending. */
  public String name() {
    return name;
  }

  /** As {@code Coding.system}. */
  public String system() {
    return system;
  }

  public String title() {
    return title;
  }

  public String englishTitle() {
    return englishTitle;
  }

  public Provenance provenance() {
    return provenance;
  }

  public Collection<Concept> concepts() {
    return byCode.values();
  }

  public Optional<Concept> find(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** By the exact Chinese display; the first one when the table has several. */
  public Optional<Concept> findByDisplay(String display) {
    return Optional.ofNullable(byDisplay.get(display));
  }

  public Optional<Coding> coding(String code) {
    return find(code).map(concept -> new Coding(system, concept.code(), concept.display()));
  }
}
