package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code $everything} over HTTP: complete, nothing twice, and only to whom it may go. */
class EverythingTest extends RestServerTest {

  /** A resident's records, {@code %s} stands for the reference to the resident. */
  private static final List<String> RECORDS =
      List.of(
          "{'resourceType':'AllergyIntolerance','clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]},'patient':%s}",
          "{'resourceType':'Appointment','status':'proposed','participant':[{'actor':%s,'status':'accepted'}]}",
          "{'resourceType':'Basic','code':{'text':'x'},'subject':%s}",
          "{'resourceType':'CarePlan','status':'active','intent':'plan','subject':%s}",
          "{'resourceType':'CareTeam','subject':%s}",
          "{'resourceType':'ChargeItem','status':'billable','code':{'text':'x'},'subject':%s}",
          "{'resourceType':'ClinicalImpression','status':'completed','subject':%s}",
          "{'resourceType':'Communication','status':'completed','subject':%s}",
          "{'resourceType':'Condition','subject':%s,'onsetDateTime':'2024-03-01'}",
          "{'resourceType':'Consent','status':'active','scope':{'text':'x'},'category':[{'text':'x'}],'policyRule':{'text':'x'},'patient':%s}",
          "{'resourceType':'DeviceRequest','intent':'order','codeCodeableConcept':{'text':'x'},'subject':%s}",
          "{'resourceType':'DiagnosticReport','status':'final','code':{'text':'x'},'subject':%s}",
          "{'resourceType':'DocumentReference','status':'current','content':[{'attachment':{'title':'x'}}],'subject':%s}",
          "{'resourceType':'EpisodeOfCare','status':'active','patient':%s}",
          "{'resourceType':'FamilyMemberHistory','status':'completed','relationship':{'text':'x'},'patient':%s}",
          "{'resourceType':'Flag','status':'active','code':{'text':'x'},'subject':%s}",
          "{'resourceType':'Goal','lifecycleStatus':'active','description':{'text':'x'},'subject':%s}",
          "{'resourceType':'Immunization','status':'completed','vaccineCode':{'text':'x'},'occurrenceDateTime':'2025-05-01','patient':%s}",
          "{'resourceType':'List','status':'current','mode':'working','subject':%s}",
          "{'resourceType':'MedicationStatement','status':'active','medicationCodeableConcept':{'text':'x'},'subject':%s}",
          "{'resourceType':'NutritionOrder','status':'active','intent':'order','dateTime':'2024-03-01','patient':%s}",
          "{'resourceType':'Procedure','status':'completed','subject':%s}",
          "{'resourceType':'QuestionnaireResponse','status':'completed','subject':%s}",
          "{'resourceType':'RelatedPerson','patient':%s}",
          "{'resourceType':'RiskAssessment','status':'final','subject':%s}",
          "{'resourceType':'ServiceRequest','status':'active','intent':'order','subject':%s}",
          "{'resourceType':'Specimen','subject':%s}",
          "{'resourceType':'Provenance','target':[%s],'recorded':'2024-01-01T00:00:00Z','agent':[{'who':{'display':'x'}}]}");

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private String post(String text) {
    JsonNode created = created(json(text));
    return created.get("resourceType").asText() + "/" + created.get("id").asText();
  }

  private JsonNode created(String text) {
    String type = text.replaceFirst("(?s).*?\"resourceType\"\\s*:\\s*\"(\\w+)\".*", "$1");
    Reply reply = send("POST", "/" + type, text);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json();
  }

  private static String ref(String reference) {
    return "{'reference':'" + reference + "'}";
  }

  /**
   * A resident with 40 records of 30 types, and what these refer to; names of all, centre first.
   */
  private List<String> resident() {
    List<String> stored = new ArrayList<>();
    String practitioner = post("{'resourceType':'Practitioner','name':[{'family':'王'}]}");
    String referrer = post("{'resourceType':'Practitioner','name':[{'family':'李'}]}");
    String clinic = post("{'resourceType':'Organization','name':'卫生室'}");
    String room = post("{'resourceType':'Location','name':'接种室'}");
    String drug = post("{'resourceType':'Medication','code':{'text':'阿莫西林'}}");
    String device = post("{'resourceType':'Device'}");
    String patient =
        post(
            "{'resourceType':'Patient','birthDate':'1950-01-01','generalPractitioner':["
                + ref(practitioner)
                + "]}");
    String other = post("{'resourceType':'Patient','birthDate':'1951-01-01'}");
    stored.add(patient);
    stored.addAll(List.of(practitioner, referrer, clinic, room, drug, device));
    RECORDS.forEach(record -> stored.add(post(record.formatted(ref(patient)))));
    String encounter =
        post(
            "{'resourceType':'Encounter','status':'finished','class':{'code':'AMB'},'subject':"
                + ref(patient)
                + ",'serviceProvider':"
                + ref(clinic)
                + ",'location':[{'location':"
                + ref(room)
                + "}],'period':{'start':'2024-03-01','end':'2024-03-02'}}");
    stored.add(encounter);
    for (int i = 1; i <= 10; i++) {
      stored.add(
          post(
              "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':"
                  + ref(patient)
                  + ",'encounter':"
                  + ref(encounter)
                  + ",'performer':["
                  + ref(i % 2 == 0 ? practitioner : referrer)
                  + "],'device':"
                  + ref(device)
                  + ",'effectiveDateTime':'20"
                  + (15 + i)
                  + "-06-01'}"));
    }
    stored.add(
        post(
            "{'resourceType':'MedicationRequest','status':'active','intent':'order','subject':"
                + ref(patient)
                + ",'medicationReference':"
                + ref(drug)
                + "}"));
    stored.add(
        post(
            "{'resourceType':'Group','type':'person','actual':true,'member':[{'entity':"
                + ref(patient)
                + "},{'entity':"
                + ref(other)
                + "}]}"));
    // Belongs to nobody's record here.
    post(
        "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':"
            + ref(other)
            + "}");
    return stored;
  }

  /** All entries of all pages, in order. */
  private List<String> all(String path, Consumer<Integer> betweenPages, String... headers) {
    List<String> names = new ArrayList<>();
    String next = path;
    for (int page = 1; next != null; page++) {
      Reply reply = get(next, headers);
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      JsonNode bundle = reply.json();
      assertThat(bundle.get("type").asText()).isEqualTo("searchset");
      assertThat(link(bundle, "self")).hasSize(1);
      names.addAll(names(bundle, null));
      List<String> more = link(bundle, "next");
      next = more.isEmpty() ? null : more.get(0);
      if (next != null) {
        betweenPages.accept(page);
      }
    }
    return names;
  }

  private static List<String> names(JsonNode bundle, String mode) {
    List<String> names = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      if (mode == null || entry.at("/search/mode").asText().equals(mode)) {
        JsonNode resource = entry.get("resource");
        String name = resource.get("resourceType").asText() + "/" + resource.get("id").asText();
        assertThat(entry.get("fullUrl").asText()).endsWith("/fhir/" + name);
        names.add(name);
      }
    }
    return names;
  }

  @Test
  void givesAllThatIsStoredAtOnceAndInSmallPages() {
    List<String> stored = resident();
    assertThat(stored.stream().map(name -> name.split("/")[0]).distinct().count())
        .isGreaterThanOrEqualTo(30);

    Reply whole = get("/" + stored.get(0) + "/$everything");
    assertThat(whole.status()).as(whole.text()).isEqualTo(200);
    assertThat(link(whole.json(), "next")).isEmpty();
    List<String> match = names(whole.json(), "match");
    assertThat(match.get(0)).isEqualTo(stored.get(0));
    assertThat(names(whole.json(), "include"))
        .containsExactlyInAnyOrderElementsOf(stored.subList(1, 7));
    assertThat(names(whole.json(), null)).containsExactlyInAnyOrderElementsOf(stored);

    for (int count : List.of(1, 3, 7)) {
      List<String> paged = all("/" + stored.get(0) + "/$everything?_count=" + count, page -> {});
      assertThat(paged).as("_count=" + count).containsExactlyInAnyOrderElementsOf(stored);
    }
    Reply posted =
        send(
            "POST",
            "/" + stored.get(0) + "/$everything",
            json("{'resourceType':'Parameters','parameter':[{'name':'_count','valueInteger':5}]}"));
    String next = link(posted.json(), "next").get(0);
    List<String> rest = all(next, page -> {});
    assertThat(Stream.concat(names(posted.json(), null).stream(), rest.stream()))
        .containsExactlyInAnyOrderElementsOf(stored);
  }

  @Test
  void missesAndRepeatsNothingWhileDataChange() {
    List<String> stored = resident();
    String patient = stored.get(0);
    String device = stored.get(6);
    List<String> paged =
        all(
            "/" + patient + "/$everything?_count=4",
            page -> {
              if (page == 2) {
                // Goes from what is referred to into the compartment's neighbourhood and back.
                put(device, "{'resourceType':'Device','patient':" + ref(patient) + "}");
              }
              String observation =
                  stored.stream().filter(n -> n.startsWith("Observation")).toList().get(page % 10);
              put(
                  observation,
                  "{'resourceType':'Observation','status':'amended','code':{'text':'y'},'subject':"
                      + ref(patient)
                      + ",'performer':["
                      + ref(stored.get(1 + page % 2))
                      + "],'device':"
                      + ref(device)
                      + "}");
              post(
                  "{'resourceType':'Flag','status':'active','code':{'text':'new'},'subject':"
                      + ref(patient)
                      + "}");
              post("{'resourceType':'Practitioner','name':[{'family':'赵'}]}");
            });
    assertThat(paged).doesNotHaveDuplicates().containsAll(stored);
  }

  private void put(String name, String body) {
    String id = name.split("/")[1];
    Reply reply = send("PUT", "/" + name, json(body.replaceFirst("\\{", "{'id':'" + id + "',")));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  @Test
  void givesWhatBelongsToAnEncounter() {
    List<String> stored = resident();
    String encounter = stored.stream().filter(n -> n.startsWith("Encounter")).findFirst().get();
    List<String> paged = all("/" + encounter + "/$everything?_count=2", page -> {});
    List<String> expected = new ArrayList<>(List.of(encounter, stored.get(0)));
    expected.addAll(
        List.of(stored.get(1), stored.get(2), stored.get(3), stored.get(4), stored.get(6)));
    stored.stream().filter(n -> n.startsWith("Observation")).forEach(expected::add);
    assertThat(paged).containsExactlyInAnyOrderElementsOf(expected);
    refusal(
        get("/" + encounter + "/$everything?start=2024-01-01"), 400, "operation-parameter-unknown");
  }

  @Test
  void restrictsByTypeDatesAndTime() {
    List<String> stored = resident();
    String patient = stored.get(0);
    String address = "/" + patient + "/$everything?";

    assertThat(all(address + "_type=Observation,Device&_count=3", page -> {}))
        .containsExactlyInAnyOrderElementsOf(
            stored.stream().filter(n -> n.matches("(Observation|Device)/.*")).toList());
    assertThat(all(address + "_type=Patient&_type=Practitioner", page -> {}))
        .containsExactlyInAnyOrder(patient, stored.get(1));

    List<String> dated = all(address + "start=2020-01-01&end=2024-12-31&_count=6", page -> {});
    assertThat(dated.stream().filter(n -> n.startsWith("Observation")).count()).isEqualTo(5);
    assertThat(dated.stream().filter(n -> n.startsWith("Immunization"))).isEmpty();
    assertThat(dated).contains(patient).doesNotHaveDuplicates();
    assertThat(dated.stream().filter(n -> n.startsWith("AllergyIntolerance"))).hasSize(1);
    assertThat(dated.stream().filter(n -> n.startsWith("Condition"))).hasSize(1);

    String since = get("/" + stored.get(stored.size() - 1)).json().at("/meta/lastUpdated").asText();
    assertThat(all(address + "_since=" + encoded(since), page -> {}))
        .containsExactly(stored.get(stored.size() - 1));

    refusal(get(address + "start=2024-01-02&end=2024-01-01"), 400, "everything-dates");
    refusal(get(address + "_count=0"), 400, "everything-count");
    refusal(get(address + "_type=Human"), 400, "unknown-type");
    refusal(get(address + "_type="), 400, "everything-type-empty");
    refusal(get(address + "_type=AuditEvent"), 400, "everything-elsewhere");
    refusal(get(address + "_since=yesterday"), 400, "operation-parameter-type");
    refusal(get(address + "_sort=date"), 400, "operation-parameter-unknown");
    refusal(get("/Observation/$everything"), 404, "unknown-operation");
  }

  @Test
  void leavesNothingToWhoMayNotSeeIt() {
    List<String> stored = resident();
    String everything = "/" + stored.get(0) + "/$everything";
    String some = "system/Patient.rs system/Observation.rs";
    refusal(get(everything, SCOPE, some), 403, "scope-missing");
    refusal(get(everything + "?_type=Patient,Condition", SCOPE, some), 403, "scope-missing");
    assertThat(all(everything + "?_type=Patient,Observation&_count=4", page -> {}, SCOPE, some))
        .hasSize(11);
    refusal(
        get(everything + "?_type=Observation", SCOPE, "system/Observation.rs"),
        403,
        "scope-missing");

    String next = link(get(everything + "?_count=2").json(), "next").get(0);
    refusal(get(next, SCOPE, some), 403, "scope-missing");
    refusal(get(next, TENANT, "2"), 410, "search.cursor");
    String other = "/" + resident().get(0) + "/$everything";
    String place = next.substring(next.indexOf("_page="));
    refusal(get(other + "?" + place), 410, "search.cursor");
    refusal(get(everything + "?_page=x"), 410, "search.cursor");

    refusal(get("/Patient/nobody/$everything"), 404, "not-found");
    refusal(get(everything, TENANT, "2"), 404, "not-found");
    String gone = post("{'resourceType':'Patient'}");
    send("DELETE", "/" + gone, null);
    refusal(get("/" + gone + "/$everything"), 410, "gone");
    refusal(send("DELETE", everything, null), 405, "method-not-allowed");
  }

  @Test
  void tellsTheAuditTrailWhoseRecordLeft() {
    String patient = "Patient/" + create(resident("审计"));
    String trail = "/AuditEvent?_count=50&patient=" + patient;
    int before = get(trail).json().path("entry").size();
    assertThat(get("/" + patient + "/$everything").status()).isEqualTo(200);
    assertThat(get(trail).json().path("entry").size()).isEqualTo(before + 1);
  }

  @Test
  void givesTheRecordsOfAllResidentsOnce() {
    Map<String, List<String>> two = Map.of("a", resident(), "b", resident());
    String nobodys = post("{'resourceType':'Organization','name':'无关机构'}");
    String lonely = post("{'resourceType':'Location'}");
    List<String> paged = all("/Patient/$everything?_count=200", page -> {});
    assertThat(paged)
        .doesNotHaveDuplicates()
        .containsAll(two.get("a"))
        .containsAll(two.get("b"))
        .doesNotContain(nobodys, lonely);

    List<String> few = all("/Patient/$everything?_type=Group,Device&_count=3", page -> {});
    assertThat(few).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(few.stream().map(n -> n.split("/")[0]).toList()))
        .isSubsetOf("Device", "Group");
    assertThat(few).contains(two.get("a").get(two.get("a").size() - 1));
    refusal(get("/Patient/$everything", SCOPE, "system/Patient.rs"), 403, "scope-missing");
  }
}
