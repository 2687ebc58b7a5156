package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;

import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.IdentityNumbers;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

class BusinessKeyTest {

  private static OpenStore open;

  @BeforeAll
  static void open() {
    open = OpenStore.open();
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void secondOwnerIsRefusedNamingTheFirstAndNeverTheNumber() {
    StoredResource owner = open.create(resident(1));
    assertThatThrownBy(() -> open.create(resident(1)))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
              for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
                assertThat(refusal.problems().get(0).text(locale))
                    .contains("Patient/" + owner.id())
                    .doesNotContain(IdentityNumbers.of(1));
              }
            });
    Caller otherCounty = new Caller(8, "emr", "org-1", "request-2");
    assertThat(
            open.store()
                .write(otherCounty, List.of(new WriteOperation.Create(resident(1), null, null))))
        .hasSize(1);
  }

  @Test
  void deletionAndChangeGiveTheNumberBack() {
    StoredResource owner = open.create(resident(2));
    open.delete("Patient", owner.id());
    StoredResource next = open.create(resident(2));

    Patient corrected = resident(3);
    corrected.setId(next.id());
    open.put(corrected);
    open.create(resident(2));
    assertTaken(3);
    Patient same = resident(3);
    same.setId(next.id());
    same.setActive(true);
    assertThat(open.put(same).resource().version()).isEqualTo(3);
    assertTaken(3);
  }

  @Test
  void numbersMoveWithinOneTransaction() {
    StoredResource owner = open.create(resident(4));
    Patient corrected = resident(5);
    corrected.setId(owner.id());
    open.store()
        .write(
            CALLER,
            List.of(
                new WriteOperation.Create(resident(4), null, null),
                new WriteOperation.Update(corrected, null, null, null)));
    assertTaken(4);
    assertTaken(5);
  }

  @Test
  void twoEntriesOfOneTransactionDoNotShareANumber() {
    assertThatThrownBy(
            () ->
                open.store()
                    .write(
                        CALLER,
                        List.of(
                            new WriteOperation.Create(resident(6), null, null),
                            new WriteOperation.Create(resident(6), null, null))))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal ->
                assertThat(refusal.problems().get(0).location())
                    .isEqualTo("Bundle.entry[1].resource.identifier"));
    open.create(resident(6));
  }

  private static void assertTaken(int serial) {
    assertThatThrownBy(() -> open.create(resident(serial)))
        .isInstanceOfSatisfying(
            StoreException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT));
  }

  private static Patient resident(int serial) {
    Patient patient = new Patient();
    patient
        .addIdentifier()
        .setSystem(StoreSettings.IDENTITY_CARD)
        .setValue(IdentityNumbers.of(serial));
    return patient;
  }
}
