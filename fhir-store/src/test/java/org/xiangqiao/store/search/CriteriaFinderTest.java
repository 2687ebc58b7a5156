package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.index.IndexValues;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CriteriaFinderTest {

  private static final String CARD = "urn:oid:2.16.156.10011.1.3";

  private SearchFixture fixture;

  @BeforeAll
  void fixture() {
    fixture = new SearchFixture();
  }

  private static Patient resident(String id, String card) {
    Patient patient = new Patient();
    patient.setId("Patient/" + id);
    patient.addIdentifier().setSystem(CARD).setValue(card);
    return patient;
  }

  private java.util.List<String> find(String criteria) {
    return fixture.search.find(SearchFixture.CALLER, "Patient", criteria, 2);
  }

  @Test
  void decodesWhatTheSenderEncoded() {
    fixture.store(resident("decoded", "990101199001011230"));
    assertThat(find("identifier=" + CARD + "|990101199001011230")).containsExactly("decoded");
    assertThat(find("identifier=urn%3Aoid%3A2.16.156.10011.1.3%7C990101199001011230"))
        .containsExactly("decoded");
    assertThat(find("identifier=" + CARD + "|990101199001011231")).isEmpty();
  }

  @Test
  void looksUpNoMoreThanAsked() {
    fixture.store(
        resident("s1", "990101198001011230"),
        resident("s2", "990101198001011230"),
        resident("s3", "990101198001011230"));
    assertThat(find("identifier=" + CARD + "|990101198001011230")).containsExactly("s1", "s2");
  }

  @Test
  void seesItsOwnTransaction() {
    TransactionTemplate transaction =
        new TransactionTemplate(new JdbcTransactionManager(fixture.database));
    transaction.executeWithoutResult(
        status -> {
          fixture.store(resident("uncommitted", "990101197001011230"));
          assertThat(find("identifier=" + CARD + "|990101197001011230"))
              .containsExactly("uncommitted");
          status.setRollbackOnly();
        });
    assertThat(find("identifier=" + CARD + "|990101197001011230")).isEmpty();
  }

  /** Two values with one hash: the row of another resident carries the wanted one's tokens. */
  @Test
  void hashNeverDecidesWhoAResidentIs() {
    IndexValues wanted = fixture.indexer.index(1, resident("x", "990101196001011230"));
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    for (int i = 0; i < 60; i++) {
      fixture.store(1, now, resident("other" + i, "99010119500101123" + i), wanted);
    }
    assertThat(find("identifier=" + CARD + "|990101196001011230")).isEmpty();
    fixture.store(resident("real", "990101196001011230"));
    assertThat(find("identifier=" + CARD + "|990101196001011230")).containsExactly("real");
    assertThat(fixture.ids("Patient", "identifier", "990101196001011230")).containsExactly("real");
    assertThat(
            fixture
                .search("Patient", "identifier", "990101196001011230", "_summary", "count")
                .total())
        .isEqualTo(1);
  }

  @Test
  void oneFormForOneQuestion() {
    String one = fixture.search.normalise("Patient", "identifier=urn%3As%7C1&gender=male,female");
    String same = fixture.search.normalise("Patient", "gender=female,male&identifier=urn:s|1");
    assertThat(one).isEqualTo(same).startsWith("Patient?");
    assertThat(fixture.search.normalise("Patient", "identifier=urn:s|2")).isNotEqualTo(one);
    assertThat(fixture.search.normalise("Person", "gender=female,male&identifier=urn:s|1"))
        .isNotEqualTo(one);
  }

  @Test
  void criteriaAreNeverLenient() {
    for (String criteria :
        new String[] {"", "?", "nonsense=1", "_count=1", "identifier=", "x=%zz"}) {
      StoreException refusal = catchThrowableOfType(StoreException.class, () -> find(criteria));
      assertThat(refusal).as(criteria).isNotNull();
      assertThat(refusal.kind())
          .isIn(StoreProblem.Kind.INVALID, StoreProblem.Kind.UNSUPPORTED_SEARCH);
    }
  }
}
