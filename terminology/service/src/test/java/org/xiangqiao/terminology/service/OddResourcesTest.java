package org.xiangqiao.terminology.service;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.expand.ExpandOperation;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.lookup.LookupOperation;
import org.xiangqiao.terminology.service.memory.ResourceSource;
import org.xiangqiao.terminology.service.subsume.SubsumesOperation;
import org.xiangqiao.terminology.service.translate.TranslateOperation;
import org.xiangqiao.terminology.service.validate.ValidateOperation;

/** Whatever parts a resource or a call lacks: operations answer or refuse, and never break. */
class OddResourcesTest {

  private static final String BUNDLE =
      """
      {"codeSystem":{"resourceType":"CodeSystem","id":"a","url":"urn:cs","version":"1.0.0","name":"A",
        "status":"draft","content":"complete","caseSensitive":false,"language":"zh",
        "property":[{"code":"kind","uri":"urn:kind","type":"code"},
                    {"code":"gone","uri":"http://hl7.org/fhir/concept-properties#inactive","type":"boolean"}],
        "concept":[{"code":"a","display":"甲","definition":"一",
          "designation":[{"language":"en","use":{"system":"urn:use","code":"x"},"value":"one"}],
          "property":[{"code":"kind","valueCode":"k"},{"code":"gone","valueBoolean":true}],
          "concept":[{"code":"b","display":"乙","property":[{"code":"parent","valueCode":"c"}]}]},
          {"code":"c","display":"丙"}]},
       "supplement":{"resourceType":"CodeSystem","id":"s","url":"urn:sup","version":"1","status":"active",
        "content":"supplement","supplements":"urn:cs|1.0.0","concept":[{"code":"a",
          "designation":[{"language":"fr","value":"un"}],"property":[{"code":"kind","valueCode":"m"}]}]},
       "listed":{"resourceType":"ValueSet","id":"l","url":"urn:listed","status":"active","compose":{"include":[
         {"system":"urn:cs","concept":[{"code":"a","display":"A","designation":[{"language":"en","value":"uno"}]}]}]}},
       "expanded":{"resourceType":"ValueSet","id":"e","url":"urn:expanded","status":"active","expansion":{
         "timestamp":"2026-01-01","contains":[{"system":"urn:cs","version":"1.0.0","code":"a","display":"A"},
         {"system":"urn:other","code":"z","display":"Z","designation":[{"value":"zett"}]}]}},
       "valueSet":{"resourceType":"ValueSet","id":"v","url":"urn:vs","version":"1","status":"active",
        "language":"zh","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/valueset-supplement",
          "valueCanonical":"urn:sup"}],
        "contained":[{"resourceType":"ValueSet","id":"in","status":"active","compose":{"include":[{"system":"urn:cs"}]}}],
        "compose":{"inactive":true,
          "extension":[{"url":"http://hl7.org/fhir/tools/StructureDefinition/valueset-expansion-parameter",
            "extension":[{"url":"name","valueCode":"displayLanguage"},{"url":"value","valueCode":"en"}]}],
          "include":[{"system":"urn:cs","version":"1.0.0","filter":[{"property":"concept","op":"is-a","value":"a"}]},
            {"system":"urn:cs","filter":[{"property":"kind","op":"=","value":"k"}],"valueSet":["urn:listed"]},
            {"valueSet":["#in","urn:listed"]}],
          "exclude":[{"system":"urn:cs","concept":[{"code":"c"}]}]}},
       "map":{"resourceType":"ConceptMap","id":"m","url":"urn:map","status":"active","targetCanonical":"urn:vs",
        "group":[{"source":"urn:cs","target":"urn:other","element":[{"code":"a","target":[
          {"code":"z","display":"Z","equivalence":"equivalent","comment":"so",
           "product":[{"property":"urn:p","system":"urn:other","value":"y"}]}]}],
          "unmapped":{"mode":"fixed","code":"u","display":"U"}}]},
       "call":{"resourceType":"Parameters","parameter":[{"name":"url","valueUri":"urn:vs"},
         {"name":"coding","valueCoding":{"system":"urn:cs","version":"1.0.0","code":"a","display":"甲"}},
         {"name":"includeDesignations","valueBoolean":true},{"name":"property","valueString":"kind"},
         {"name":"useSupplement","valueCanonical":"urn:sup"}]},
       "concept":{"resourceType":"Parameters","parameter":[{"name":"url","valueUri":"urn:expanded"},
         {"name":"codeableConcept","valueCodeableConcept":{"text":"x","coding":[
           {"system":"urn:cs","code":"b","display":"乙"},{"system":"urn:other","code":"z"}]}},
         {"name":"inferSystem","valueBoolean":true},{"name":"activeOnly","valueBoolean":true}]},
       "pair":{"resourceType":"Parameters","parameter":[
         {"name":"codingA","valueCoding":{"system":"urn:cs","code":"a"}},
         {"name":"codingB","valueCoding":{"system":"urn:cs","code":"b"}}]}}""";

  private static final List<String> KEPT = List.of("resourceType");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FhirContext FHIR = FhirContext.forR4Cached();

  /**
   * @param cuts which of all parts are left out
   */
  @Property(tries = 1500)
  void nothingBreaks(@ForAll @Size(min = 0, max = 3) List<@IntRange(max = 9_999) Integer> cuts)
      throws Exception {
    JsonNode all = JSON.readTree(BUNDLE);
    for (int cut : cuts) {
      List<Runnable> places = new ArrayList<>();
      all.forEach(each -> places(each, places));
      places.get(cut % places.size()).run();
    }
    List<Resource> resources = new ArrayList<>();
    for (String name :
        List.of("codeSystem", "supplement", "listed", "expanded", "valueSet", "map")) {
      resources.add((Resource) read(all.get(name)));
    }
    TerminologySource source = new ResourceSource(resources);
    for (String name : List.of("call", "concept", "pair")) {
      Parameters call = (Parameters) read(all.get(name));
      answer(() -> new LookupOperation(source).lookup(call, "zh"));
      answer(() -> new ValidateOperation(source).inValueSet(call, "zh"));
      answer(() -> new ValidateOperation(source).inCodeSystem(call, null));
      answer(() -> new TranslateOperation(source).translate(call));
      answer(() -> new SubsumesOperation(source).subsumes(call));
      answer(() -> new ExpandOperation(source, 100).expand(call, "en"));
      Parameters sent = call.copy();
      sent.addParameter().setName("codeSystem").setResource((CodeSystem) resources.get(0));
      answer(() -> new ValidateOperation(source).inCodeSystem(sent, null));
    }
  }

  private static IBaseResource read(JsonNode json) {
    return FHIR.newJsonParser().parseResource(json.toString());
  }

  private static void answer(java.util.function.Supplier<Resource> operation) {
    try {
      assertThat(FHIR.newJsonParser().encodeResourceToString(operation.get())).isNotEmpty();
    } catch (TxException refused) {
      assertThat(refused.status()).isBetween(400, 499);
      assertThat(refused.outcome().getIssue()).isNotEmpty();
    }
  }

  /** How to leave out each part of a document. */
  private static void places(JsonNode node, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              each -> {
                if (!KEPT.contains(each.getKey())) {
                  places.add(() -> object.remove(each.getKey()));
                  places(each.getValue(), places);
                }
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        if (array.size() > 1) {
          places.add(() -> array.remove(index));
        }
        places(array.get(i), places);
      }
    }
  }
}
