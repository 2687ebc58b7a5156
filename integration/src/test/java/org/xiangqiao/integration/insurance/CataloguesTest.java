package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.catalogue.CatalogueReport;
import org.xiangqiao.integration.insurance.catalogue.CodeSystems;
import org.xiangqiao.integration.insurance.codes.CodeMapDesk;
import org.xiangqiao.integration.insurance.codes.ItemUploadReport;
import org.xiangqiao.mappings.insurance.codes.CodeKind;
import org.xiangqiao.mappings.insurance.codes.CodeMapResource;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.TestPostgres;

/** What is fetched from and told to the platform in the background, with answers that get lost. */
class CataloguesTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final Map<String, String> published = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> versions = new ConcurrentLinkedQueue<>();
  private InsuranceNode node;
  private InsuranceNode second;
  private InsuranceCatalogues catalogues;
  private InsuranceCatalogues others;

  @BeforeEach
  void open() {
    String jdbcUrl = TestPostgres.jdbcUrl();
    node = new InsuranceNode(jdbcUrl, platform.url(), Duration.ofSeconds(20)).work();
    second = new InsuranceNode(jdbcUrl, platform.url(), Duration.ofSeconds(20));
    CodeSystems codes = this::publish;
    catalogues = node.catalogues(codes);
    others = second.catalogues(codes);
    catalogues.start();
    others.start();
  }

  @AfterEach
  void close() {
    catalogues.close();
    others.close();
    node.close();
    second.close();
    platform.close();
  }

  private boolean publish(Caller caller, String url, String version, String title, InputStream csv)
      throws IOException {
    published.put(url, new String(csv.readAllBytes(), StandardCharsets.UTF_8));
    versions.add(url + " " + version);
    return true;
  }

  private CatalogueReport.State done(String catalogue) {
    return ended(catalogue, "done");
  }

  private CatalogueReport.State ended(String catalogue, String state) {
    return await()
        .atMost(LONG)
        .until(
            () ->
                catalogues
                    .catalogues()
                    .report()
                    .state(1, InsuranceNode.CENTRE, catalogue)
                    .orElseThrow(),
            now -> now.state().equals(state));
  }

  private CatalogueReport.State run(String catalogue) {
    catalogues.catalogues().want(1, InsuranceNode.CENTRE, catalogue);
    return done(catalogue);
  }

  private void map(String csv, boolean replace) {
    catalogues
        .codes()
        .maps()
        .upload(
            InsuranceNode.EMR,
            new CodeMapResource.Key(CodeKind.ITEM, InsuranceNode.CENTRE),
            csv.getBytes(StandardCharsets.UTF_8),
            new CodeMapDesk.How(null, replace, false));
  }

  @Test
  void theMappingGoesUpInBatchesAndWhatIsMappedNoMoreIsWithdrawn() {
    map("院内编码,医保编码,目录类别\nL1,C1,101\nL2,C2,101\nL3,C3,201\n", false);
    run("3301");

    assertThat(platform.catalogues().mapped(InsuranceNode.CENTRE))
        .containsExactly(Map.entry("L1", "C1"), Map.entry("L2", "C2"), Map.entry("L3", "C3"));
    assertThat(counts()).containsOnly(Map.entry("booked", 3L));
    long calls = platform.callCounts().get("3301");
    assertThat(calls).isEqualTo(2);

    // Nothing changed: nothing is sent.
    run("3301");
    assertThat(platform.callCounts().get("3301")).isEqualTo(calls);

    map("院内编码,医保编码,目录类别\nL1,C9,101\nL3,C3,201\n", true);
    run("3301");
    assertThat(platform.catalogues().mapped(InsuranceNode.CENTRE))
        .containsExactly(Map.entry("L1", "C9"), Map.entry("L3", "C3"));
    assertThat(counts()).containsOnly(Map.entry("booked", 2L));
  }

  @Test
  void aLostAnswerIsSentAgainAndChangesNothing() {
    platform.faults(InsuranceFault.of(Kind.DROP, Point.AFTER).on("3301").times(2));
    map("院内编码,医保编码\nL1,C1\nL2,C2\nL3,C3\n", false);
    run("3301");

    assertThat(platform.catalogues().mapped(InsuranceNode.CENTRE)).hasSize(3);
    assertThat(counts()).containsOnly(Map.entry("booked", 3L));
  }

  @Test
  void aRefusedRowIsFoundAmongItsBatchAndReported() {
    platform.catalogues().refuse(Set.of("C3"));
    map("院内编码,院内名称,医保编码\nL1,甲,C1\nL2,乙,C2\nL3,丙,C3\nL4,丁,C4\n", false);
    run("3301");

    assertThat(counts()).containsOnly(Map.entry("booked", 3L), Map.entry("refused", 1L));
    List<ItemUploadReport.Line> open =
        catalogues.codes().uploads().open(1, InsuranceNode.CENTRE, null, 10);
    assertThat(open)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.local()).isEqualTo("L3");
              assertThat(line.localName()).isEqualTo("丙");
              assertThat(line.error()).contains("C3");
            });

    platform.catalogues().refuse(Set.of());
    catalogues.codes().uploads().again(1, InsuranceNode.CENTRE);
    run("3301");
    assertThat(counts()).containsOnly(Map.entry("booked", 4L));
  }

  @Test
  void whenThePlatformTakesNoRowItIsNotAskedForAllOfThem() {
    platform.catalogues().refuse(Set.of("C1", "C2", "C3", "C4"));
    map("院内编码,医保编码\nL1,C1\nL2,C2\nL3,C3\nL4,C4\n", false);
    catalogues.catalogues().want(1, InsuranceNode.CENTRE, "3301");

    assertThat(ended("3301", "stopped").problem()).isEqualTo("all-refused");
    assertThat(counts()).containsOnly(Map.entry("refused", 2L), Map.entry("waiting", 2L));
  }

  private Map<String, Long> counts() {
    return catalogues.codes().uploads().counts(1, InsuranceNode.CENTRE);
  }

  private static Map<String, Object> item(int number, String updated) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("hilist_code", "H" + number);
    row.put("hilist_name", "项目" + number);
    row.put("chrgitm_lv", "01");
    row.put("vali_flag", number == 3 ? "0" : "1");
    row.put("updt_time", updated);
    return row;
  }

  @Test
  void aCatalogueIsFetchedPageByPageAndThenOnlyWhatChanged() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      rows.add(item(number, "2026-06-0" + number));
    }
    Map<String, Object> nameless = item(6, "2026-06-05");
    nameless.remove("hilist_name");
    rows.add(nameless);
    platform.catalogues().seed("1312", rows);
    platform.faults(InsuranceFault.of(Kind.DROP, Point.BEFORE).on("1312").times(1));

    CatalogueReport.State first = run("1312");

    assertThat(first.read()).isEqualTo(6);
    assertThat(first.refused()).isEqualTo(1);
    assertThat(first.since()).isEqualTo("2026-06-05T00:00");
    assertThat(catalogues.catalogues().report().refused(1, InsuranceNode.CENTRE, "1312", 0, 10))
        .singleElement()
        .satisfies(row -> assertThat(row.place()).isEqualTo("3[2]"));
    String url = "https://fhir.xiangqiao.org/CodeSystem/insurance-catalogue-1312";
    assertThat(published.get(url).lines().toList())
        .hasSize(6)
        .anyMatch(line -> line.startsWith("H1,项目1,1"))
        .anyMatch(line -> line.startsWith("H3,项目3,0"));

    rows.set(0, item(1, "2026-06-09"));
    rows.get(0).put("hilist_name", "新名称");
    platform.catalogues().seed("1312", rows);
    assertThat(run("1312").read()).isEqualTo(3);
    assertThat(published.get(url)).contains("H1,新名称,1", "H5,项目5,1");

    long before = versions.size();
    run("1312");
    assertThat(versions).hasSize((int) before);
  }

  @Test
  void aDownloadThatWasLeftGoesOnAtItsPage() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      rows.add(item(number, "2026-06-0" + number));
    }
    platform.catalogues().seed("1312", rows);
    // As a node leaves it that died after its first page: the lease is over.
    node.jdbc.update(
        "insert into insurance_catalogue_job (tenant_id, institution, catalogue, state, position,"
            + " rows_read, not_before, owner, lease_until, fence)"
            + " values (1, ?, '1312', 'waiting', '2', 2, now(), 'gone', now(), 7)",
        InsuranceNode.CENTRE);

    CatalogueReport.State ended = done("1312");

    assertThat(ended.read()).isEqualTo(5);
    assertThat(platform.callCounts().get("1312")).isEqualTo(2);
    assertThat(published.values()).singleElement().asString().contains("H3,项目3", "H5,项目5");
  }

  @Test
  void whatTheConfigurationNamesIsDoneOnceADayByOneNode() {
    platform.catalogues().seed("1312", List.of(item(1, "2026-06-01")));
    try (InsuranceCatalogues one = node.catalogues(this::publish, "1312");
        InsuranceCatalogues two = second.catalogues(this::publish, "1312")) {
      one.start();
      two.start();
      await()
          .atMost(LONG)
          .until(
              () ->
                  catalogues
                      .catalogues()
                      .report()
                      .state(1, InsuranceNode.CENTRE, "1312")
                      .filter(now -> now.state().equals("done"))
                      .isPresent());
      // A job that is asked for is done after all looks that came before.
      run("1901");
    }
    assertThat(platform.callCounts().get("1312")).isEqualTo(1);
    assertThat(versions).filteredOn(each -> each.contains("catalogue-1312")).hasSize(1);
  }

  @Test
  void aDictionaryThatWasFetchedRefusesWhatItLacks() throws Exception {
    Bill bill = new Bill(node, "0071");
    platform.insure(bill.person);
    var claim = bill.claim("C71");
    claim.getItem().get(0).getModifier().stream()
        .flatMap(modifier -> modifier.getCoding().stream())
        .filter(coding -> InsuranceSystems.dictionary("hosp_appr_flag").equals(coding.getSystem()))
        .forEach(coding -> coding.setCode("1"));
    claim.getDiagnosisFirstRep().getTypeFirstRep().getCodingFirstRep().setCode("9");

    run("1901");
    assertThat(published)
        .containsKey(InsuranceSystems.dictionary("diag_type"))
        .containsKey(InsuranceSystems.dictionary("med_type"));
    assertThat(catalogues.catalogues().report().refused(1, InsuranceNode.CENTRE, "1901", 0, 1_000))
        .as("dictionaries that the stand-in does not know")
        .isNotEmpty()
        .allMatch(row -> row.rule().equals("dictionary-refused"));

    ClaimResponse refused =
        node.response(node.desk().submit(InsuranceNode.EMR, claim, bill.credential, Bill.COUNTER));
    assertThat(refused.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(InsuranceNode.FHIR.newJsonParser().encodeResourceToString(refused))
        .contains("Claim.diagnosis[0].type", "diag_type");
    // The same codes again are no new versions.
    int known = versions.size();
    run("1901");
    assertThat(versions).hasSize(known);
  }
}
