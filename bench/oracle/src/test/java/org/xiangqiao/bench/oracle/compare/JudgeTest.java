package org.xiangqiao.bench.oracle.compare;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.xiangqiao.bench.oracle.query.Criterion;
import org.xiangqiao.bench.oracle.query.Records;
import org.xiangqiao.bench.oracle.query.SearchCase;

class JudgeTest {

  private static final Map<String, Resource> PATIENTS =
      Map.of(
          "Patient/a", patient("a", "1980-01-01"),
          "Patient/b", patient("b", "1980-01-01"),
          "Patient/c", patient("c", "1990-01-01"));

  private final Judge judge = new Judge(new Records(FhirContext.forR4(), PATIENTS));

  private static Patient patient(String id, String birthDate) {
    Patient patient = new Patient();
    patient.setId(id);
    patient.getBirthDateElement().setValueAsString(birthDate);
    patient.getManagingOrganization().setReference("Organization/" + id);
    return patient;
  }

  private static SearchAnswer answer(int status, Integer total, String... ids) {
    return new SearchAnswer(status, List.of(ids), Set.of(), total, "");
  }

  private Verdict ids(SearchAnswer ours, SearchAnswer peer) {
    return judge
        .judge(new SearchCase("f", "Patient", List.of(), SearchCase.Asked.IDS), ours, peer)
        .verdict();
  }

  private Verdict order(String sort, SearchAnswer ours, SearchAnswer peer) {
    List<Criterion> parameters = List.of(new Criterion("_sort", sort, "_sort"));
    return judge
        .judge(new SearchCase("f", "Patient", parameters, SearchCase.Asked.ORDER), ours, peer)
        .verdict();
  }

  @Test
  void idsAreCompared() {
    assertThat(
            ids(
                answer(200, null, "Patient/a", "Patient/b"),
                answer(200, 2, "Patient/b", "Patient/a")))
        .isEqualTo(Verdict.EQUAL);
    assertThat(ids(answer(200, null, "Patient/a"), answer(200, null)))
        .isEqualTo(Verdict.DIFFERENT_IDS);
    assertThat(ids(answer(200, null, "Patient/a", "Patient/a"), answer(200, null, "Patient/a")))
        .as("twice on our pages")
        .isEqualTo(Verdict.DIFFERENT_IDS);
  }

  @Test
  void refusalsAndFailuresAreToldApart() {
    SearchAnswer good = answer(200, null, "Patient/a");
    assertThat(ids(answer(400, null), good)).isEqualTo(Verdict.OURS_REFUSED);
    assertThat(ids(good, answer(400, null))).isEqualTo(Verdict.PEER_REFUSED);
    assertThat(ids(answer(400, null), answer(404, null))).isEqualTo(Verdict.BOTH_REFUSED);
    assertThat(ids(answer(500, null), good)).isEqualTo(Verdict.OURS_BROKEN);
    assertThat(ids(good, answer(500, null))).isEqualTo(Verdict.PEER_BROKEN);
  }

  @Test
  void tiesMayStandInAnyOrder() {
    SearchAnswer one = answer(200, null, "Patient/a", "Patient/b", "Patient/c");
    SearchAnswer other = answer(200, null, "Patient/b", "Patient/a", "Patient/c");
    SearchAnswer wrong = answer(200, null, "Patient/c", "Patient/a", "Patient/b");
    assertThat(order("birthdate", one, other)).isEqualTo(Verdict.EQUAL);
    assertThat(order("birthdate", one, wrong)).isEqualTo(Verdict.DIFFERENT_ORDER);
    assertThat(order("birthdate,_id", one, other)).isEqualTo(Verdict.DIFFERENT_ORDER);
  }

  @Test
  void referencesHaveNoOrder() {
    SearchAnswer one = answer(200, null, "Patient/a", "Patient/c");
    SearchAnswer other = answer(200, null, "Patient/c", "Patient/a");
    assertThat(order("organization,birthdate", one, other)).isEqualTo(Verdict.EQUAL);
    assertThat(order("birthdate,organization", one, other)).isEqualTo(Verdict.DIFFERENT_ORDER);
  }
}
