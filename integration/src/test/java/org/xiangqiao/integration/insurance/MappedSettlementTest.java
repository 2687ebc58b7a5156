package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.ConceptMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.codes.CodeDesk;
import org.xiangqiao.integration.insurance.codes.CodeMapDesk;
import org.xiangqiao.integration.insurance.codes.UnmappedItems.Item;
import org.xiangqiao.mappings.insurance.codes.CodeKind;
import org.xiangqiao.mappings.insurance.codes.CodeMapResource;
import org.xiangqiao.mappings.insurance.codes.CodeMapping;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** Bills by an institution's own codes: mapped, refused, counted; on two nodes of one database. */
class MappedSettlementTest {

  private static final CodeMapDesk.How MERGE = new CodeMapDesk.How(null, false, false);
  private static final CodeMapDesk.How REPLACE = new CodeMapDesk.How(null, true, false);

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final String jdbcUrl = TestPostgres.jdbcUrl();
  private InsuranceNode node;
  private InsuranceNode other;
  private CodeDesk codes;
  private Bill bill;

  @BeforeEach
  void open() {
    node = new InsuranceNode(jdbcUrl, platform.url(), Duration.ofSeconds(20)).work();
    other = new InsuranceNode(jdbcUrl, platform.url(), Duration.ofSeconds(20));
    codes = new CodeDesk(other.store, InsuranceNode.FHIR, other.jdbc);
    bill = new Bill(node, "0051");
    platform.insure(bill.person);
  }

  @AfterEach
  void close() {
    node.close();
    other.close();
    platform.close();
  }

  private CodeMapDesk.Uploaded upload(CodeKind kind, String csv, CodeMapDesk.How how) {
    return codes
        .maps()
        .upload(
            InsuranceNode.EMR,
            new CodeMapResource.Key(kind, InsuranceNode.CENTRE),
            csv.getBytes(StandardCharsets.UTF_8),
            how);
  }

  private ClaimResponse submit(Claim claim) throws InterruptedException {
    return node.response(
        node.desk().submit(InsuranceNode.EMR, claim, bill.credential, Bill.COUNTER));
  }

  /** The claim as an EMR hands it in that knows its own codes only. */
  private Claim local(String identifier) {
    return local(bill.claim(identifier));
  }

  private static Claim local(Claim claim) {
    claim
        .getItem()
        .forEach(
            item ->
                item.getProductOrService()
                    .getCoding()
                    .removeIf(coding -> InsuranceSystems.ITEM.equals(coding.getSystem())));
    claim
        .getCareTeam()
        .forEach(
            member -> {
              boolean doctor =
                  InsuranceSystems.STAFF.equals(member.getProvider().getIdentifier().getSystem());
              member.getProvider().setType(doctor ? "Practitioner" : "Organization");
              member
                  .getProvider()
                  .getIdentifier()
                  .setSystem("urn:emr:who")
                  .setValue(doctor ? "17" : "ks3");
            });
    return claim;
  }

  @Test
  void aBillByOwnCodesIsRefusedByItsLinesAndSettledOnceTheyAreMapped() throws Exception {
    ClaimResponse refused = submit(local("C51"));

    assertThat(refused.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    String told = InsuranceNode.FHIR.newJsonParser().encodeResourceToString(refused);
    assertThat(told)
        .contains("Claim.item[0].productOrService", "Claim.item[1].productOrService")
        .contains("Claim.careTeam[0].provider", "Claim.careTeam[1].provider")
        .contains("local1", "$insurance-codes");
    assertThat(node.steps()).isEmpty();

    // Another node takes the tables in; the bill is handed in again at the first.
    upload(CodeKind.ITEM, "院内编码,医保编码\nlocal1,C1\nlocal2,C2\n", MERGE);
    upload(CodeKind.DOCTOR, "工号,医保医师代码\n17,D421381000123\n", MERGE);
    upload(CodeKind.DEPARTMENT, "院内编码,医保编码\nks3,A02\n", MERGE);

    ClaimResponse settled = submit(local("C51"));
    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void chargesOfAStayWhoseNationalCodeChangedAreWithdrawnAndSentAgain() throws Exception {
    StayBill stay = new StayBill(node, "0052");
    platform.insure(stay.resident.person);
    upload(CodeKind.ITEM, "院内编码,医保编码\nlocal1,C1\n", MERGE);
    upload(CodeKind.DOCTOR, "工号,医保医师代码\n17,D421381000123\n", MERGE);
    upload(CodeKind.DEPARTMENT, "院内编码,医保编码\nks3,A02\n", MERGE);
    upload(CodeKind.DIAGNOSIS, "院内编码,医保编码\nJ18.900,J18.901\n", MERGE);
    node.visits()
        .register(
            InsuranceNode.EMR,
            stay.encounterId,
            stay.resident.coverageId,
            stay.resident.credential,
            Bill.COUNTER);
    Claim day = local(stay.claim("D52", 1, 2));
    assertThat(
            node.response(node.desk().upload(InsuranceNode.EMR, day, null, Bill.COUNTER))
                .getOutcome())
        .isEqualTo(RemittanceOutcome.PARTIAL);

    upload(CodeKind.ITEM, "院内编码,医保编码\nlocal1,C9\n", MERGE);
    stay.discharged();
    Claim whole = local(stay.claim("C52", 1, 3));
    ClaimResponse settled =
        node.response(
            node.desk().submit(InsuranceNode.EMR, whole, stay.resident.credential, Bill.COUNTER));

    assertThat(settled.getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.callCounts().get("2302")).isEqualTo(1);
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void unmappedItemsAreCountedMostFrequentFirstUntilTheyAreMapped() throws Exception {
    submit(local("C61"));
    Claim second = local("C62");
    second.getItem().remove(1);
    second.getTotal().setValue(30);
    submit(second);
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    List<Item> first = page(today, null, 1);
    assertThat(first).extracting(Item::code).containsExactly("local1");
    assertThat(first.get(0).lines()).isEqualTo(2);
    assertThat(first.get(0).claims()).isEqualTo(2);
    assertThat(first.get(0).last()).isEqualTo(today);
    assertThat(page(today, first.get(0), 1)).extracting(Item::code).containsExactly("local2");
    assertThat(page(today.minusDays(2), null, 10, today.minusDays(1))).isEmpty();

    upload(CodeKind.ITEM, "院内编码,医保编码\nlocal1,C1\n", MERGE);
    assertThat(page(today, null, 10)).extracting(Item::code).containsExactly("local2");
  }

  private List<Item> page(LocalDate day, Item after, int most) {
    return page(day, after, most, day);
  }

  private List<Item> page(LocalDate day, Item after, int most, LocalDate to) {
    return codes.unmapped().page(1, InsuranceNode.CENTRE, day, to, after, most);
  }

  @Test
  void aTableIsAddedToWhatIsThereOrReplacesIt() {
    String first = "院内编码,医保编码,目录类别\nL1,C1,101\nL2,C2,101\n";
    assertThat(upload(CodeKind.ITEM, first, MERGE).added()).isEqualTo(2);

    CodeMapDesk.Uploaded same = upload(CodeKind.ITEM, first, MERGE);
    assertThat(same.same()).isEqualTo(2);
    assertThat(same.version()).isEqualTo(1);

    CodeMapDesk.Uploaded merged = upload(CodeKind.ITEM, "院内编码,医保编码\nL2,C9\nL3,C3\n", MERGE);
    assertThat(merged.added()).isEqualTo(1);
    assertThat(merged.changed()).isEqualTo(1);
    assertThat(rows()).containsExactly("L1 C1", "L2 C9", "L3 C3");

    CodeMapDesk.Uploaded replaced = upload(CodeKind.ITEM, "院内编码,医保编码\nL3,C3\n", REPLACE);
    assertThat(replaced.removed()).isEqualTo(2);
    assertThat(rows()).containsExactly("L3 C3");
  }

  @Test
  void ofATableWithABadRowNothingIsTakenUnlessTheGoodRowsAreWanted() {
    String csv = "院内编码,医保编码\nL1,C1\nL2,\n";

    CodeMapDesk.Uploaded strict = upload(CodeKind.ITEM, csv, MERGE);
    assertThat(strict.taken()).isFalse();
    assertThat(strict.content().refused()).isEqualTo(1);
    assertThat(rows()).isEmpty();

    assertThat(upload(CodeKind.ITEM, csv, new CodeMapDesk.How(null, false, true)).added())
        .isEqualTo(1);
    assertThat(rows()).containsExactly("L1 C1");
  }

  @Test
  void aMappingThatIsStoredAsFhirCountsToo() {
    ConceptMap map =
        CodeMapResource.of(
            new CodeMapResource.Key(CodeKind.ITEM, InsuranceNode.CENTRE),
            List.of(new CodeMapping("L7", null, "C7", null, Map.of())));

    node.store.write(InsuranceNode.EMR, List.of(new WriteOperation.Update(map, null, null, null)));
    assertThat(rows()).containsExactly("L7 C7");
    node.store.write(
        InsuranceNode.EMR,
        List.of(
            new WriteOperation.Delete("ConceptMap", map.getIdElement().getIdPart(), null, null)));
    assertThat(rows()).isEmpty();
  }

  private List<String> rows() {
    return node.jdbc.queryForList(
        "select local || ' ' || national from insurance_code where kind = 'item' order by local",
        String.class);
  }
}
