package org.xiangqiao.terminology.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/** What R4 asks for beside its definitions, as HL7's validator reads it. */
class ResourceRulesTest {

  private static final String UUID = "urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee12087";

  private final CompiledValidator validator = validator();

  private static CompiledValidator validator() {
    FhirContext context = FhirContext.forR4Cached();
    MemoryDefinitions definitions = new MemoryDefinitions(context, List.of());
    return new CompiledValidator(
        context, definitions, new MemoryCodes(definitions), ValidationLimits.ordinary());
  }

  @Test
  void allowsExtensionsWhereNestedElementsAreDefined() {
    String control =
        "'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl',"
            + "'valueCodeableConcept':{'text':'x'}}]";
    assertThat(
            errors(
                "{'resourceType':'Questionnaire','status':'draft','item':[{'linkId':'1',"
                    + "'type':'group','item':[{'linkId':'2','type':'string',"
                    + control
                    + "}]}]}"))
        .isEmpty();
  }

  @Test
  void asksForAddressesInBundles() {
    String patient = "'resource':{'resourceType':'Patient','id':'a'}";
    assertThat(errors("{'resourceType':'Bundle','type':'collection','entry':[{" + patient + "}]}"))
        .containsExactly("bundle-address-missing Bundle.entry[0]");
    assertThat(
            errors(
                "{'resourceType':'Bundle','type':'collection','entry':["
                    + entry("001", "Patient", "")
                    + ","
                    + entry("001", "Patient", ",'id':'b'")
                    + ","
                    + entry(
                        "002",
                        "Basic",
                        ",'code':{'text':'x'},'subject':{'reference':'" + UUID + "001'}")
                    + "]}"))
        .anyMatch(each -> each.startsWith("bundle-reference-twice "));
  }

  @Test
  void anAddressOfAServerNamesTypeAndId() {
    String bundle =
        "{'resourceType':'Bundle','type':'collection','entry':[{'fullUrl':'%s',"
            + "'resource':{'resourceType':'Patient','active':true%s}}]}";
    String id = ",'id':'a'";
    assertThat(errors(bundle.formatted("https://example.org/fhir/Patient/a", id))).isEmpty();
    assertThat(errors(bundle.formatted("https://example.org/patients/a", id))).isEmpty();
    assertThat(errors(bundle.formatted("https://example.org/nothing", ""))).isEmpty();
    for (String wrong : List.of("Patient/b", "Observation/a", "Patient/a/_history/1")) {
      assertThat(errors(bundle.formatted("https://example.org/fhir/" + wrong, id)))
          .contains("bundle-address-of-another Bundle.entry[0]");
    }
    assertThat(errors(bundle.formatted("https://example.org/fhir/Patient/a", "")))
        .containsExactly("bundle-address-of-another Bundle.entry[0]");
  }

  @Test
  void whatASearchFoundHasAnId() {
    String page =
        "{'resourceType':'Bundle','type':'searchset','entry':[{'fullUrl':'urn:uuid:"
            + "53fefa32-fcbb-4ff8-8a92-55ee12087001','resource':{%s}}]}";
    assertThat(errors(page.formatted("'resourceType':'Patient','active':true")))
        .containsExactly("resource-without-id Bundle.entry[0].resource/*Patient/null*/");
    assertThat(errors(page.formatted("'resourceType':'Patient','active':true,'id':'a'"))).isEmpty();
  }

  @Test
  void aNarrativeRefersToWhatItShows() {
    String list =
        "{'resourceType':'List','status':'current','mode':'working','text':{'status':'generated',"
            + "'div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'><img src=\\'#%s\\'/></div>'},"
            + "'contained':[{'resourceType':'Binary','id':'image','contentType':'image/png'}]}";
    assertThat(errors(list.formatted("image"))).isEmpty();
    assertThat(errors(list.formatted("other")))
        .contains("contained-orphan List.contained[0]/*Binary/image*/");
  }

  @Test
  void looksForWhatADocumentRefersTo() {
    String composition =
        ",'id':'c','status':'final','type':{'text':'x'},'date':'2026','title':'x',"
            + "'author':[{'reference':'%s'}]";
    String document =
        "{'resourceType':'Bundle','type':'document','timestamp':'2026-01-01T00:00:00Z',"
            + "'identifier':{'system':'urn:ietf:rfc:3986','value':'"
            + UUID
            + "000'},'entry':["
            + entry("001", "Composition", composition)
            + ","
            + entry("002", "Practitioner", ",'id':'p'")
            + "]}";
    assertThat(errors(document.formatted(UUID + "002"))).isEmpty();
    assertThat(errors(document.formatted(UUID + "003")))
        .anyMatch(each -> each.startsWith("bundle-reference-missing "));
    assertThat(errors(document.formatted("Practitioner/p")))
        .anyMatch(each -> each.startsWith("bundle-reference-missing "));
  }

  @Test
  void readsReferencesOfEntriesWithoutAddress() {
    String document =
        "{'resourceType':'Bundle','type':'document','timestamp':'2026-01-01T00:00:00Z',"
            + "'entry':["
            + entry("001", "Patient", ",'id':'a'")
            + ",{%s'resource':{'resourceType':'Basic','code':{'text':'x'},"
            + "'subject':{'reference':'%s'}}}]}";
    String noted = "'_fullUrl':{'extension':[{'url':'http://a.b/x','valueString':'y'}]},";
    assertThat(errors(document.formatted("", UUID + "001")))
        .noneMatch(each -> each.startsWith("bundle-reference"));
    assertThat(errors(document.formatted(noted, UUID + "001")))
        .noneMatch(each -> each.startsWith("bundle-reference"));
    assertThat(errors(document.formatted(noted, "Patient/a")))
        .anyMatch(each -> each.startsWith("bundle-reference-without-address "));
  }

  @Test
  void findsTheVersionThatAReferenceNames() {
    String version =
        "{'fullUrl':'http://a.b/Patient/a','resource':{'resourceType':'Patient','id':'a',"
            + "'meta':{'versionId':'%s'}}},";
    String bundle =
        "{'resourceType':'Bundle','type':'collection','entry':["
            + version.formatted("1")
            + version.formatted("1")
            + version.formatted("2")
            + "{'fullUrl':'http://a.b/Basic/b','resource':{'resourceType':'Basic','id':'b',"
            + "'code':{'text':'x'},'subject':{'reference':'http://a.b/Patient/a%s'}}}]}";
    assertThat(errors(bundle.formatted("/_history/2")))
        .noneMatch(each -> each.startsWith("bundle-reference-twice "));
    assertThat(errors(bundle.formatted("/_history/1")))
        .anyMatch(each -> each.startsWith("bundle-reference-twice "));
    assertThat(errors(bundle.formatted("")))
        .anyMatch(each -> each.startsWith("bundle-reference-twice "));
  }

  @Test
  void doesNotCompareContainedIdsThatAreNotThere() {
    String organization =
        "{'resourceType':'Organization','name':'甲',"
            + "'_id':{'extension':[{'url':'http://a.b/x','valueString':'y'}]}}";
    assertThat(
            errors(
                "{'resourceType':'Patient','contained':["
                    + organization
                    + ","
                    + organization
                    + "]}"))
        .noneMatch(each -> each.startsWith("contained-twice "));
  }

  @Test
  void anIdNamesOneElement() {
    String names = "{'resourceType':'Patient','id':'a','name':[{'id':'a','text':'甲'},{'id':'%s',";
    assertThat(errors(names.formatted("b") + "'text':'乙'}]}")).isEmpty();
    assertThat(errors(names.formatted("a") + "'text':'乙'}]}")).hasSize(1);
    assertThat(errors(names.formatted("b") + "'_text':{'id':'a'},'text':'乙'}]}")).hasSize(1);
  }

  @Test
  void looksUpUnitsInTheSystemsThatItKnows() {
    String dose =
        "{'resourceType':'Observation','status':'final','code':{'text':'x'},'valueQuantity':"
            + "{'value':1,'system':'http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm',"
            + "'code':'%s'}}";
    assertThat(errors(dose.formatted("TAB"))).isEmpty();
    assertThat(errors(dose.formatted("no-such-form")))
        .containsExactly("code-unknown Observation.value.ofType(Quantity)");
  }

  @Test
  void takesWhatSurroundsAnIdentifiersAddress() {
    String patient =
        "{'resourceType':'Patient','identifier':[{'system':'urn:ietf:rfc:3986','value':'%s'}]}";
    assertThat(errors(patient.formatted("urn:oid:1.2.3 "))).isEmpty();
    assertThat(errors(patient.formatted("1.2.3")))
        .containsExactly("identifier-not-uri Patient.identifier[0]");
  }

  @Test
  void aListOfAdditionsAloneIsAListToo() {
    String activity =
        "{'resourceType':'ActivityDefinition','status':'draft','timingTiming':{'_event':%s}}";
    String event = "{'extension':[{'url':'http://a.b/x','valueString':'y'}]}";
    assertThat(errors(activity.formatted("[" + event + "]"))).isEmpty();
    String wrong = "json-array-expected ActivityDefinition.timing[x].event";
    assertThat(errors(activity.formatted(event))).containsExactly(wrong);
    assertThat(errors(activity.formatted(event + ",'event':[null]"))).contains(wrong);
    assertThat(errors(activity.formatted("[" + event + "],'event':'2026'"))).isNotEmpty();
    assertThat(errors(activity.formatted("[" + event + "],'event':[null]"))).isEmpty();
  }

  @Test
  void comparesAttachmentsWithTheirData() {
    String photo =
        "{'resourceType':'Patient','photo':[{'contentType':'image/png','data':'AAAA'%s}]}";
    assertThat(errors(photo.formatted(",'size':3"))).isEmpty();
    assertThat(errors(photo.formatted(",'size':4")))
        .containsExactly("attachment-size Patient.photo[0]");
    assertThat(
            errors(photo.replace("'data':'AAAA'", "'url':'http://a.b/c'").formatted(",'hash':' '")))
        .containsExactly("attachment-hash Patient.photo[0]");
    assertThat(errors(photo.formatted(",'hash':'AAAA'")))
        .containsExactly("attachment-hash Patient.photo[0]");
  }

  @Test
  void readsDefinitions() {
    String system = "{'resourceType':'CodeSystem','url':'https://a.b/c','status':'draft',%s}";
    assertThat(errors(system.formatted("'content':'complete','count':2,'concept':[{'code':'a'}]")))
        .containsExactly("system-count CodeSystem.count");
    assertThat(errors(system.formatted("'content':'not-present','concept':[{'code':'a'}]")))
        .containsExactly("system-without-content CodeSystem.concept[0]");
    assertThat(
            errors(
                "{'resourceType':'ValueSet','status':'draft','url':'a',"
                    + "'compose':{'include':[{'system':'b'}]}}"))
        .containsExactlyInAnyOrder(
            "canonical-not-absolute ValueSet.url",
            "set-system-not-absolute ValueSet.compose.include[0]");
    assertThat(
            errors(
                "{'resourceType':'ConceptMap','status':'draft','group':[{"
                    + "'source':'http://hl7.org/fhir/administrative-gender',"
                    + "'target':'https://a.b/unknown','element':[{'code':'woman',"
                    + "'target':[{'code':'x','equivalence':'equal'}]}]}]}"))
        .containsExactly("map-code-unknown ConceptMap.group[0].element[0].code");
  }

  @Test
  void readsIdentifiersReferencesAndContainedIds() {
    assertThat(
            errors(
                "{'resourceType':'Patient','identifier':[{'system':'urn:ietf:rfc:3986',"
                    + "'value':'1.2.3'}],'generalPractitioner':[{'reference':' '}]}"))
        .containsExactlyInAnyOrder(
            "identifier-not-uri Patient.identifier[0]",
            "reference-form Patient.generalPractitioner[0]");
    assertThat(
            errors(
                "{'resourceType':'Patient','contained':["
                    + "{'resourceType':'Organization','id':'a','name':'甲'},"
                    + "{'resourceType':'Organization','id':'a','name':'乙'}],"
                    + "'managingOrganization':{'reference':'#a'}}"))
        .containsExactly("contained-twice Patient.contained[1]/*Organization/a*/");
  }

  @Test
  void refusesLongListsOfSlicesAndSkippedContent() {
    String many = "true,".repeat(60_000) + "true";
    assertThat(errors("{'resourceType':'Patient','name':[[" + many + "]]}"))
        .containsExactly("limit-elements $");
    assertThat(errors("{'resourceType':'Patient'" + ",'active':true".repeat(60_000) + "}"))
        .containsExactly("limit-elements $");
    String component = "{'code':{'text':'x'}},".repeat(2_100);
    assertThat(
            errors(
                "{'resourceType':'Observation','meta':{'profile':["
                    + "'http://hl7.org/fhir/StructureDefinition/bp']},'status':'final',"
                    + "'component':["
                    + component.substring(0, component.length() - 1)
                    + "]}"))
        .contains("limit-slices Observation");
  }

  @Test
  void comparesManyCodesOnce() {
    StringBuilder concepts = new StringBuilder("{'code':'a'}");
    for (int i = 0; i < 15_000; i++) {
      concepts.append(",{'code':'a").append(i).append("'}");
    }
    String system =
        "{'resourceType':'CodeSystem','status':'draft','content':'complete','concept':[%s]}";
    assertThat(errors(system.formatted(concepts))).isEmpty();
    assertThat(errors(system.formatted(concepts + ",{'code':'a7'}")))
        .containsExactly("csd-1 CodeSystem");
  }

  private static String entry(String uuid, String type, String content) {
    return "{'fullUrl':'%s','resource':{'resourceType':'%s'%s}}"
        .formatted(UUID + uuid, type, content);
  }

  private List<String> errors(String json) {
    return validator.validate(json.replace('\'', '"')).stream()
        .filter(Finding::error)
        .map(each -> each.ruleId() + " " + each.location())
        .toList();
  }
}
