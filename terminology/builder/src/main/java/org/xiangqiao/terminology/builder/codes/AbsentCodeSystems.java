package org.xiangqiao.terminology.builder.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.CsvResource;
import org.xiangqiao.terminology.builder.PackageStep;
import org.xiangqiao.terminology.builder.SourcePlace;

/**
 * Adds the code systems that national documents use and this package has no codes of, with {@code
 * content} {@code not-present}: what they are is known, what they hold is imported or unknown.
 */
public final class AbsentCodeSystems implements PackageStep {

  @Override
  public List<Resource> apply(List<Resource> all) {
    List<Resource> more = new ArrayList<>(all);
    for (Map<String, String> row : CsvResource.rows(AbsentCodeSystems.class, "not-present.csv")) {
      CodeSystem system = new CodeSystem();
      system.setId(row.get("id"));
      SourcePlace.set(system, "not-present.csv: " + row.get("id"));
      system.setLanguage("zh-CN");
      system.setUrl("urn:oid:" + row.get("oid"));
      system.setTitle((row.get("title_zh") + " " + row.get("title_en")).trim());
      system.setDescription(
          row.get("title_zh")
              + "。来源 Source: "
              + row.get("source")
              + ". 核实 Confirmed: "
              + row.get("confirmed"));
      system.setContent(CodeSystemContentMode.NOTPRESENT);
      more.add(system);
    }
    return more;
  }
}
