package org.xiangqiao.terminology.builder.codes;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemHierarchyMeaning;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.CodeTable;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.builder.PackageException;
import org.xiangqiao.terminology.builder.PackageStep;
import org.xiangqiao.terminology.builder.SourcePlace;

/** Adds one CodeSystem for each code table (值域代码表), as complete as its source is. */
public final class CodeTableSystems implements PackageStep {

  private final CodeTables tables;
  private final String base;
  private final ConceptProperties properties = ConceptProperties.load();

  /**
   * @param canonical of the package
   */
  public CodeTableSystems(CodeTables tables, String canonical) {
    this.tables = tables;
    this.base = canonical + "/CodeSystem/";
  }

  @Override
  public List<Resource> apply(List<Resource> all) {
    List<String> problems = new ArrayList<>();
    List<Resource> more = new ArrayList<>(all);
    tables.all().forEach(table -> more.add(system(table, problems)));
    PackageException.throwIfAny(problems);
    return more;
  }

  private CodeSystem system(CodeTable table, List<String> problems) {
    CodeTable.Provenance provenance = table.provenance();
    CodeSystem system = new CodeSystem();
    SourcePlace.set(system, "codes/" + table.name() + ".csv");
    system.setId(id(table));
    system.setLanguage("zh-CN");
    system.setUrl(table.system());
    system.setTitle(table.title() + " " + table.englishTitle());
    system.setDescription(
        table.title()
            + "。来源 Source: "
            + provenance.source()
            + ". 核实 Confirmed: "
            + provenance.confirmed());
    if (!provenance.copyright().isEmpty()) {
      system.setCopyright(provenance.copyright());
    }
    system.setCaseSensitive(true);
    system.setContent(CodeSystemContentMode.fromCode(provenance.content()));
    system.setCount(table.concepts().size());
    if (!provenance.hierarchy().isEmpty()) {
      system.setHierarchyMeaning(CodeSystemHierarchyMeaning.fromCode(provenance.hierarchy()));
    }
    properties.declare(system, table);
    new ConceptTree(table, properties, problems).addTo(system);
    return system;
  }

  private String id(CodeTable table) {
    return table.system().startsWith(base) ? table.system().substring(base.length()) : table.name();
  }
}
