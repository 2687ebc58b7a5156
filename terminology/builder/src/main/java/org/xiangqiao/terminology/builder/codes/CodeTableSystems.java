package org.xiangqiao.terminology.builder.codes;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.CodeTable;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.builder.PackageStep;
import org.xiangqiao.terminology.builder.SourcePlace;

/** Adds one CodeSystem for each code table (值域代码表). */
public final class CodeTableSystems implements PackageStep {

  private final String canonical;

  public CodeTableSystems(String canonical) {
    this.canonical = canonical;
  }

  @Override
  public List<Resource> apply(List<Resource> all) {
    List<Resource> more = new ArrayList<>(all);
    CodeTables.load().all().forEach(table -> more.add(system(table)));
    return more;
  }

  private CodeSystem system(CodeTable table) {
    String own = canonical + "/CodeSystem/";
    CodeSystem system = new CodeSystem();
    system.setId(
        table.system().startsWith(own) ? table.system().substring(own.length()) : table.name());
    SourcePlace.set(system, "codes/" + table.name() + ".csv");
    system.setUrl(table.system());
    system.setTitle(table.title() + " " + table.englishTitle());
    system.setContent(CodeSystemContentMode.COMPLETE);
    system.setCaseSensitive(true);
    system.setCount(table.concepts().size());
    for (CodeTable.Concept row : table.concepts()) {
      system.addConcept().setCode(row.code()).setDisplay(row.display());
    }
    return system;
  }
}
