package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/** What tenant 0 defines is read and searched by every county beside its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedDefinitionsTest {

  private static final Caller SHARED = new Caller(Caller.DEFINITIONS_TENANT, "package", "", "r");
  private static final Caller COUNTY = new Caller(31, "emr", "", "r");
  private static final Caller OTHER = new Caller(32, "emr", "", "r");

  private final OpenStore opened = OpenStore.open();
  private final Map<String, ValueSet> seen = new LinkedHashMap<>();

  @BeforeAll
  void store() {
    Random random = new Random(7);
    for (int i = 0; i < 30; i++) {
      Caller owner = random.nextBoolean() ? SHARED : COUNTY;
      ValueSet valueSet = valueSet("set-" + i, "https://fhir.example.org/ValueSet/" + i);
      if (random.nextInt(4) > 0) {
        valueSet.setTitle(List.of("性别", "民族", "Sex", "zone").get(random.nextInt(4)));
      }
      if (random.nextInt(4) > 0) {
        valueSet.getDateElement().setValueAsString("2026-0" + (1 + random.nextInt(5)) + "-01");
      }
      write(owner, valueSet);
      seen.put(valueSet.getId(), valueSet);
    }
    write(SHARED, valueSet("both", "https://fhir.example.org/ValueSet/both").setTitle("shared"));
    ValueSet own = valueSet("both", "https://fhir.example.org/ValueSet/own").setTitle("own");
    write(COUNTY, own);
    seen.put("both", own);
    write(SHARED, (Resource) new Patient().setId("nobody"));
    write(COUNTY, (Resource) new Patient().setId("own"));
  }

  @AfterAll
  void close() {
    opened.close();
  }

  private static ValueSet valueSet(String id, String url) {
    ValueSet valueSet = new ValueSet();
    valueSet.setId(id);
    valueSet.setUrl(url);
    valueSet.setStatus(PublicationStatus.ACTIVE);
    return valueSet;
  }

  private void write(Caller caller, Resource resource) {
    opened.store().write(caller, List.of(new WriteOperation.Update(resource, null, null, null)));
  }

  private List<String> all(Caller caller, String... namesAndValues) {
    SearchRequest request = SearchFixture.request("ValueSet", namesAndValues);
    SearchPage page = opened.store().search(caller, request);
    List<String> ids = new ArrayList<>(SearchFixture.ids(page));
    while (page.next() != null) {
      page = opened.store().nextPage(caller, page.next());
      ids.addAll(SearchFixture.ids(page));
    }
    return ids;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_id",
        "-_id",
        "_lastUpdated",
        "-_lastUpdated",
        "date",
        "-date",
        "title",
        "-title",
        "status,-title",
        "date,title",
        "url",
        "-url"
      })
  void pagesHoldBothOnceAndInOneOrder(String sort) {
    List<String> paged = all(COUNTY, "_sort", sort, "_count", "4");
    assertThat(paged).containsExactlyInAnyOrderElementsOf(seen.keySet());
    assertThat(paged).isEqualTo(all(COUNTY, "_sort", sort, "_count", "500"));
  }

  @Test
  void sortsAcrossBoth() {
    assertThat(all(COUNTY, "_sort", "_id", "_count", "7"))
        .isSortedAccordingTo(Comparator.naturalOrder());
    assertThat(all(COUNTY, "_sort", "-_id", "_count", "7"))
        .isSortedAccordingTo(Comparator.reverseOrder());
    List<String> dates =
        all(COUNTY, "_sort", "-date", "_count", "5").stream()
            .map(id -> seen.get(id).getDateElement().getValueAsString())
            .map(date -> date == null ? "0" : date)
            .toList();
    assertThat(dates).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void theCountysOwnStandsBeforeTheSharedOne() {
    assertThat(all(COUNTY, "url", "https://fhir.example.org/ValueSet/both")).isEmpty();
    assertThat(all(COUNTY, "url", "https://fhir.example.org/ValueSet/own")).containsExactly("both");
    assertThat(all(OTHER, "url", "https://fhir.example.org/ValueSet/both")).containsExactly("both");
    assertThat(read(COUNTY, "both")).contains("\"title\":\"own\"");
    assertThat(read(OTHER, "both")).contains("\"title\":\"shared\"");
  }

  /** A county's code system supplements one of the package, which supplements a third one. */
  @Test
  void whatACountyNamesByCanonicalIsItsOwnOrTheSharedOne() {
    write(SHARED, codes("only-shared", "a", "b"));
    write(SHARED, codes("first-shared", "b", "c"));
    write(SHARED, codes("shadowed", "c", null));
    write(COUNTY, codes("shadowed", "other", null));
    assertThat(included(COUNTY))
        .containsExactly("CodeSystem/only-shared", "CodeSystem/first-shared");
    assertThat(included(OTHER))
        .containsExactly(
            "CodeSystem/only-shared", "CodeSystem/first-shared", "CodeSystem/shadowed");
    write(COUNTY, codes("own", "b", null));
    assertThat(included(COUNTY)).containsExactly("CodeSystem/only-shared", "CodeSystem/own");
  }

  private static CodeSystem codes(String id, String url, String supplements) {
    CodeSystem codes = new CodeSystem();
    codes.setId(id);
    codes.setUrl("https://fhir.example.org/CodeSystem/" + url);
    codes.setStatus(PublicationStatus.ACTIVE);
    codes.setContent(CodeSystem.CodeSystemContentMode.SUPPLEMENT);
    if (supplements != null) {
      codes.setSupplements("https://fhir.example.org/CodeSystem/" + supplements);
    }
    return codes;
  }

  private List<String> included(Caller caller) {
    write(caller, codes("start", "start", "a"));
    SearchPage page =
        opened
            .store()
            .search(
                caller,
                SearchFixture.request(
                    "CodeSystem",
                    "_id",
                    "start",
                    "_include",
                    "CodeSystem:supplements",
                    "_include:iterate",
                    "CodeSystem:supplements"));
    return page.included().stream().map(each -> each.type() + "/" + each.id()).toList();
  }

  private String read(Caller caller, String id) {
    return opened.store().read(caller, "ValueSet", id).map(StoredResource::json).orElseThrow();
  }

  @Test
  void onlyTheOwnOnesWhenAskedFor() {
    SearchRequest own = SearchFixture.request("ValueSet", "_count", "3").ownOnly();
    SearchPage page = opened.store().search(OTHER, own);
    assertThat(page.matches()).isEmpty();
    List<String> ids = new ArrayList<>();
    for (page = opened.store().search(COUNTY, own); ; ) {
      ids.addAll(SearchFixture.ids(page));
      if (page.next() == null) {
        break;
      }
      page = opened.store().nextPage(COUNTY, page.next());
    }
    assertThat(ids)
        .doesNotContainAnyElementsOf(
            all(SHARED).stream().filter(id -> !id.equals("both")).toList());
    assertThat(ids).contains("both").hasSizeGreaterThan(3);
  }

  @Test
  void severalAreReadAtOnce() {
    String shared = all(OTHER).stream().filter(id -> !id.equals("both")).findFirst().orElseThrow();
    List<StoredResource> found =
        opened
            .store()
            .readAll(
                COUNTY,
                Map.of("ValueSet", Set.of("both", shared, "missing"), "Patient", Set.of("own")));
    assertThat(found)
        .extracting(StoredResource::id)
        .containsExactlyInAnyOrder("both", shared, "own");
    assertThat(found)
        .filteredOn(each -> each.id().equals("both"))
        .allMatch(own -> own.json().contains("\"title\":\"own\""));
  }

  @Test
  void totalsCountBoth() {
    SearchRequest counted = SearchFixture.request("ValueSet", "_summary", "count");
    assertThat(opened.store().search(COUNTY, counted).total()).isEqualTo(31);
    SearchRequest accurate = SearchFixture.request("ValueSet", "_total", "accurate", "_count", "3");
    assertThat(opened.store().search(COUNTY, accurate).total()).isEqualTo(31);
  }

  @Test
  void onlyDefinitionsAreShared() {
    assertThat(opened.store().read(COUNTY, "Patient", "nobody")).isEmpty();
    assertThat(SearchFixture.ids(opened.store().search(COUNTY, SearchFixture.request("Patient"))))
        .containsExactly("own");
    String countys =
        seen.keySet().stream().filter(id -> !all(SHARED).contains(id)).findFirst().orElseThrow();
    assertThat(all(OTHER)).isEqualTo(all(SHARED));
    assertThat(opened.store().read(OTHER, "ValueSet", countys)).isEmpty();
  }

  @Test
  void nothingElseOfTheSharedTenantIsShownOrLookedInto() {
    Provenance provenance = new Provenance();
    provenance.setId("secret");
    provenance.setRecorded(new java.util.Date());
    provenance.addTarget().setReference("ValueSet/both");
    provenance.addAgent().getWho().setReference("Patient/nobody");
    write(SHARED, provenance);
    String[] included = {"_id", "both", "_revinclude", "Provenance:target"};
    assertThat(search(SHARED, included).included()).hasSize(1);
    assertThat(search(OTHER, included).matches()).hasSize(1);
    assertThat(search(OTHER, included).included()).isEmpty();
    String[] looked = {"_has:Provenance:target:agent", "Patient/nobody"};
    assertThat(search(SHARED, looked).matches()).hasSize(1);
    assertThat(search(OTHER, looked).matches()).isEmpty();
  }

  private SearchPage search(Caller caller, String... namesAndValues) {
    return opened.store().search(caller, SearchFixture.request("ValueSet", namesAndValues));
  }

  @Test
  void whatTheCountyDeletedIsTheSharedOneAgain() {
    write(OTHER, valueSet("both", "https://fhir.example.org/ValueSet/mine"));
    opened.store().write(OTHER, List.of(new WriteOperation.Delete("ValueSet", "both", null, null)));
    assertThat(read(OTHER, "both")).contains("\"title\":\"shared\"");
    assertThat(SearchFixture.ids(search(OTHER, "_id", "both"))).containsExactly("both");
  }

  @Test
  void versionsAndDeletionsOfSharedOnes() {
    ValueSet gone = valueSet("gone", "https://fhir.example.org/ValueSet/gone");
    write(SHARED, gone);
    assertThat(opened.store().readVersion(OTHER, "ValueSet", "gone", 1)).isPresent();
    opened
        .store()
        .write(SHARED, List.of(new WriteOperation.Delete("ValueSet", "gone", null, null)));
    assertThat(opened.store().read(OTHER, "ValueSet", "gone")).isEmpty();
  }
}
