package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;

/** Whoever pages through a result sees each entry that was there at the start, and sees it once. */
class PagingPropertyTest {

  private static final SearchFixture FIXTURE = new SearchFixture();
  private static final AtomicInteger TENANTS = new AtomicInteger(100);

  @Provide
  Arbitrary<String> sorts() {
    return Arbitraries.of(
        "",
        "_id",
        "-_id",
        "_lastUpdated",
        "-_lastUpdated",
        "date",
        "-date",
        "status,-date",
        "-lot-number,_id",
        "-date,status",
        "reaction-date,-status,date",
        "patient,-_lastUpdated");
  }

  @Provide
  Arbitrary<String> conditions() {
    return Arbitraries.of("", "patient", "status", "lot-number");
  }

  @Property(tries = 40)
  void underConcurrentInserts(
      @ForAll("sorts") String sort,
      @ForAll("conditions") String condition,
      @ForAll @IntRange(min = 1, max = 30) int existing,
      @ForAll @IntRange(min = 1, max = 8) int pageSize,
      @ForAll Random random)
      throws Exception {
    int tenant = TENANTS.incrementAndGet();
    Patient patient = new Patient();
    patient.setId("Patient/p");
    FIXTURE.store(tenant, Instant.EPOCH, patient);
    Set<String> atStart = new HashSet<>();
    for (int i = 0; i < existing; i++) {
      atStart.add(insert(tenant, random));
    }
    SearchRequest request = request(sort, condition, pageSize);
    Caller caller = new Caller(tenant, "test", "", "request");

    List<String> seen = new ArrayList<>();
    Set<String> disturbed = ConcurrentHashMap.newKeySet();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Random others = new Random(random.nextLong());
      Future<?> writing =
          writer.submit(
              () -> {
                List<String> inserted = new ArrayList<>();
                // Bounded: a reader in order of creation must be able to catch up.
                for (int i = 0; i < 40 && !done.get(); i++) {
                  inserted.add(insert(tenant, others));
                  disturb(tenant, inserted, disturbed, others);
                }
              });
      SearchPage page = FIXTURE.search.search(caller, request);
      while (true) {
        assertThat(page.matches()).hasSizeLessThanOrEqualTo(pageSize);
        seen.addAll(SearchFixture.ids(page));
        if (page.next() == null) {
          break;
        }
        page = FIXTURE.search.nextPage(caller, page.next());
      }
      done.set(true);
      writing.get();
    } finally {
      writer.shutdownNow();
    }
    seen.removeAll(disturbed);
    assertThat(seen).doesNotHaveDuplicates().containsAll(atStart);
  }

  /** What changes or goes meanwhile may be seen twice or not at all, but nothing else may. */
  private static void disturb(
      int tenant, List<String> inserted, Set<String> disturbed, Random random) {
    String one = inserted.get(random.nextInt(inserted.size()));
    int what = random.nextInt(3);
    if (what < 2) {
      disturbed.add(one);
    }
    switch (what) {
      case 0 ->
          FIXTURE.jdbc.update(
              "delete from resource_immunization where tenant_id = ? and fhir_id = ?", tenant, one);
      case 1 ->
          FIXTURE.jdbc.update(
              "update resource_immunization set last_updated = last_updated + interval '2 ms',"
                  + " date_low = date_low - interval '1 day', body = replace(body, 'completed',"
                  + " 'not-done') where tenant_id = ? and fhir_id = ?",
              tenant,
              one);
      default -> {}
    }
  }

  private static SearchRequest request(String sort, String condition, int pageSize) {
    List<String> parameters = new ArrayList<>(List.of("_count", String.valueOf(pageSize)));
    if (!sort.isEmpty()) {
      parameters.addAll(List.of("_sort", sort));
    }
    switch (condition) {
      case "patient" -> parameters.addAll(List.of("patient", "Patient/p"));
      case "status" -> parameters.addAll(List.of("status", "completed"));
      case "lot-number" -> parameters.addAll(List.of("lot-number:exact", "Lot"));
      default -> {}
    }
    return SearchFixture.request("Immunization", parameters.toArray(String[]::new));
  }

  /** Few different dates and times, so that ties are common; some without a date. */
  private static String insert(int tenant, Random random) {
    Immunization dose = new Immunization();
    String id = Long.toString(random.nextLong() >>> 1, 36);
    dose.setId("Immunization/" + id);
    dose.setStatus(ImmunizationStatus.COMPLETED);
    dose.setLotNumber("Lot");
    if (random.nextInt(3) == 0) {
      dose.addReaction().setDateElement(new DateTimeType("2026-04-0" + (1 + random.nextInt(2))));
    }
    dose.setPatient(new Reference("Patient/p"));
    if (random.nextInt(4) > 0) {
      dose.setOccurrence(new DateTimeType(LocalDate.of(2026, 3, 1 + random.nextInt(3)).toString()));
    }
    Instant lastUpdated = Instant.parse("2026-03-01T00:00:00Z").plusMillis(random.nextInt(4));
    FIXTURE.store(tenant, lastUpdated, dose);
    return id;
  }
}
