package org.xiangqiao.terminology.builder.map;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;

/** Groups and code systems of this package's tests. */
final class GroupsForTests {

  static final String SOURCE = "urn:oid:1.2.3";
  static final String TARGET = "http://example.org/target";

  private GroupsForTests() {}

  static MapGroup group(
      String sourceColumn, String targetColumn, String where, String equivalence) {
    Map<String, String> row = new HashMap<>();
    row.put("id", "test");
    row.put("title_zh", "测试");
    row.put("title_en", "Test");
    row.put("source_system", SOURCE);
    row.put("source_value_set", "https://fhir.xiangqiao.org/ValueSet/source");
    row.put("target_system", TARGET);
    row.put("target_value_set", "");
    row.put("file", "maps/test.csv");
    row.put("source_column", sourceColumn);
    row.put("target_column", targetColumn);
    row.put("where", where);
    row.put("equivalence", equivalence);
    row.put("unmapped", "fixed:z");
    row.put("confirmed", "yes");
    row.put("note", "");
    return MapGroup.of(row);
  }

  static MapRow row(String source, String target, String equivalence, String confirmed) {
    return new MapRow(source, target, equivalence, "", confirmed, "maps/test.csv row 1");
  }

  static Displays displays() {
    CodeSystem source = new CodeSystem().setUrl(SOURCE).setContent(CodeSystemContentMode.COMPLETE);
    source.addConcept().setCode("a").setDisplay("甲").addConcept().setCode("a1").setDisplay("甲一");
    CodeSystem target = new CodeSystem().setUrl(TARGET).setContent(CodeSystemContentMode.COMPLETE);
    target.addConcept().setCode("b").setDisplay("bee");
    target.addConcept().setCode("z").setDisplay("zed");
    return Displays.of(List.of(source, target));
  }
}
