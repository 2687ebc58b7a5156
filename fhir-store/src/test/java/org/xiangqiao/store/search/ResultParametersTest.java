package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoredResource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResultParametersTest {

  private SearchFixture fixture;

  @BeforeAll
  void doses() {
    fixture = new SearchFixture();
    Organization clinic = new Organization();
    clinic.setId("Organization/clinic");
    Patient one = new Patient();
    one.setId("Patient/one");
    one.setManagingOrganization(new Reference("Organization/clinic"));
    Patient two = new Patient();
    two.setId("Patient/two");
    fixture.store(clinic, one, two);
    dose("b", "2026-03-02", "Patient/one", 5);
    dose("a", "2026-03-01", "Patient/one", 4);
    dose("e", null, "Patient/one", 3);
    dose("d", "2026-03-02", "Patient/two", 2);
    dose("c", null, "Patient/one", 1);
  }

  private void dose(String id, String date, String patient, int minute) {
    Immunization dose = new Immunization();
    dose.setId("Immunization/" + id);
    dose.setPatient(new Reference(patient));
    dose.setManufacturer(new Reference("Organization/clinic"));
    if (date != null) {
      dose.setOccurrence(new DateTimeType(date));
    }
    fixture.store(1, Instant.parse("2026-03-01T00:00:00Z").plusSeconds(60L * minute), dose);
  }

  private List<String> allPages(String... parameters) {
    List<String> ids = new ArrayList<>();
    SearchPage page = fixture.search("Immunization", parameters);
    ids.addAll(SearchFixture.ids(page));
    while (page.next() != null) {
      page = fixture.search.nextPage(SearchFixture.CALLER, page.next());
      assertThat(page.matches()).isNotEmpty();
      ids.addAll(SearchFixture.ids(page));
    }
    return ids;
  }

  @Test
  void orderOfCreationByDefault() {
    for (String count : List.of("1", "2", "3", "5", "9")) {
      assertThat(allPages("_count", count)).containsExactly("b", "a", "e", "d", "c");
    }
  }

  @Test
  void sortById() {
    for (String count : List.of("1", "2", "9")) {
      assertThat(allPages("_sort", "_id", "_count", count))
          .containsExactly("a", "b", "c", "d", "e");
      assertThat(allPages("_sort", "-_id", "_count", count))
          .containsExactly("e", "d", "c", "b", "a");
    }
  }

  @Test
  void sortByLastUpdated() {
    for (String count : List.of("1", "2", "9")) {
      assertThat(allPages("_sort", "_lastUpdated", "_count", count))
          .containsExactly("c", "d", "e", "a", "b");
      assertThat(allPages("_sort", "-_lastUpdated", "_count", count))
          .containsExactly("b", "a", "e", "d", "c");
    }
  }

  @Test
  void sortByDateHasTheUndatedLast() {
    for (String count : List.of("1", "2", "3", "9")) {
      assertThat(allPages("_sort", "date", "_count", count))
          .containsExactly("a", "b", "d", "e", "c");
      assertThat(allPages("_sort", "-date", "_count", count))
          .containsExactly("d", "b", "a", "e", "c");
      assertThat(allPages("_sort", "-date", "_count", count, "patient", "one,two"))
          .containsExactly("b", "d", "a", "e", "c");
      assertThat(allPages("_sort", "date", "_count", count, "patient", "one"))
          .containsExactly("a", "b", "e", "c");
    }
  }

  @Test
  void otherSortsAreRefused() {
    for (String sort : List.of("nonsense", "date,nonsense", "date:desc", "+date", "")) {
      StoreException refusal =
          catchThrowableOfType(
              StoreException.class, () -> fixture.search("Immunization", "_sort", sort));
      assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.UNSUPPORTED_SEARCH);
      assertThat(refusal.problems().get(0).remedy(java.util.Locale.ENGLISH)).contains("date");
    }
  }

  @Test
  void totals() {
    assertThat(fixture.search("Immunization").total()).isNull();
    SearchPage page =
        fixture.search("Immunization", "_total", "accurate", "_count", "2", "patient", "one");
    assertThat(page.total()).isEqualTo(4);
    assertThat(page.matches()).hasSize(2);
    assertThat(fixture.search.nextPage(SearchFixture.CALLER, page.next()).total()).isEqualTo(4);
  }

  @Test
  void countAboveTheLimitIsCutAndTold() {
    SearchPage page = fixture.search("Immunization", "_count", "1000000");
    assertThat(page.applied()).containsEntry("_count", List.of("500"));
    assertThat(fixture.search("Immunization", "_count", "3").applied())
        .containsEntry("_count", List.of("3"));
  }

  @Test
  void laterPagesLeadBackToTheFirst() {
    SearchPage one = fixture.search("Immunization", "_count", "2", "_total", "accurate");
    assertThat(one.first()).isNull();
    SearchPage two = fixture.search.nextPage(SearchFixture.CALLER, one.next());
    SearchPage again = fixture.search.nextPage(SearchFixture.CALLER, two.first());
    assertThat(SearchFixture.ids(again)).isEqualTo(SearchFixture.ids(one));
    assertThat(again.total()).isEqualTo(5);
  }

  @Test
  void countOnly() {
    for (SearchPage page :
        List.of(
            fixture.search("Immunization", "_count", "0"),
            fixture.search("Immunization", "_summary", "count"))) {
      assertThat(page.total()).isEqualTo(5);
      assertThat(page.matches()).isEmpty();
      assertThat(page.next()).isNull();
    }
  }

  @Test
  void includes() {
    SearchPage page =
        fixture.search(
            "Immunization", "_include", "Immunization:patient", "date", "2026-03-01,2026-03-02");
    assertThat(page.included().stream().map(StoredResource::id)).containsExactly("one", "two");
    page = fixture.search("Immunization", "_include", "*", "_id", "a");
    assertThat(page.included().stream().map(each -> each.type() + "/" + each.id()))
        .containsExactly("Organization/clinic", "Patient/one");
    page = fixture.search("Immunization", "_include", "Immunization:patient:Group", "_id", "a");
    assertThat(page.included()).isEmpty();
  }

  @Test
  void reverseIncludes() {
    SearchPage page =
        fixture.search("Patient", "_revinclude", "Immunization:patient", "_id", "two");
    assertThat(page.included().stream().map(StoredResource::id)).containsExactly("d");
    page =
        fixture.search(
            "Organization",
            "_revinclude",
            "Immunization:manufacturer",
            "_revinclude",
            "Patient:organization");
    assertThat(page.included()).hasSize(6);
  }

  @Test
  void badIncludesAreRefused() {
    for (String include : List.of("Immunization:lot-number", "Patient:link", "patient", ":")) {
      StoreException refusal =
          catchThrowableOfType(
              StoreException.class, () -> fixture.search("Immunization", "_include", include));
      assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.UNSUPPORTED_SEARCH);
    }
    StoreException recurse =
        catchThrowableOfType(
            StoreException.class,
            () -> fixture.search("Immunization", "_include:recurse", "Immunization:patient"));
    assertThat(recurse.problems().get(0).key()).isEqualTo("search.unsupported-modifier");
    assertThat(recurse.problems().get(0).remedy(java.util.Locale.ENGLISH)).contains("iterate");
  }

  @Test
  void unknownParametersAreRefusedByName() {
    for (String name : List.of("nonsense", "patient.nme", "phonetic")) {
      StoreException refusal =
          catchThrowableOfType(
              StoreException.class, () -> fixture.search("Immunization", name, "x"));
      assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.UNSUPPORTED_SEARCH);
      assertThat(refusal.problems().get(0).location()).isEqualTo(name);
      assertThat(refusal.getMessage())
          .contains(name)
          .contains(name.startsWith("patient.") ? "Patient" : "Immunization");
    }
  }

  @Test
  void unknownModifiersAreRefusedByName() {
    StoreException refusal =
        catchThrowableOfType(
            StoreException.class, () -> fixture.search("Immunization", "vaccine-code:exact", "x"));
    assertThat(refusal.problems().get(0).key()).isEqualTo("search.unsupported-modifier");
    assertThat(refusal.getMessage()).contains("vaccine-code").contains(":exact");
  }

  @Test
  void lenienceLeavesOutWhatIsUnknownAndTellsIt() {
    SearchPage page =
        fixture.search.search(
            SearchFixture.CALLER,
            new SearchRequest(
                "Immunization",
                Map.of("nonsense", List.of("1"), "_id", List.of("a"), "_elements", List.of("id")),
                true));
    assertThat(SearchFixture.ids(page)).containsExactly("a");
    assertThat(page.applied()).containsOnlyKeys("_id", "_elements");
  }

  @Test
  void lenienceDoesNotCoverBadValues() {
    StoreException refusal =
        catchThrowableOfType(
            StoreException.class,
            () ->
                fixture.search.search(
                    SearchFixture.CALLER,
                    new SearchRequest("Immunization", Map.of("date", List.of("x")), true)));
    assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.INVALID);
  }

  @Test
  void tooManyIncludedAreRefused() {
    Patient crowd = new Patient();
    crowd.setId("Patient/crowd");
    fixture.store(crowd);
    for (int i = 0; i < 51; i++) {
      org.hl7.fhir.r4.model.Flag flag = new org.hl7.fhir.r4.model.Flag();
      flag.setId("Flag/" + i);
      flag.setSubject(new Reference("Patient/crowd"));
      fixture.store(flag);
    }
    StoreException refusal =
        catchThrowableOfType(
            StoreException.class,
            () -> fixture.search("Patient", "_id", "crowd", "_revinclude", "Flag:patient"));
    assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.TOO_LARGE);
  }
}
