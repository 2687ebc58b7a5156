package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.encounter;
import static org.xiangqiao.store.OpenStore.patient;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome.Effect;
import org.xiangqiao.store.WriteParticipant;

class ParticipantTest {

  private static OpenStore open;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void open() {
    open = OpenStore.open();
    jdbc = open.jdbc();
    jdbc.execute("create table outbox_of_test (id text primary key)");
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void participantsRowCommitsWithTheResource() {
    WriteParticipant outbox =
        (caller, changes) ->
            jdbc.update("insert into outbox_of_test values (?)", changes.get(0).id());
    String id =
        open.store()
            .write(CALLER, List.of(new WriteOperation.Create(patient(), null, null)), outbox)
            .get(0)
            .resource()
            .id();
    assertThat(jdbc.queryForList("select id from outbox_of_test", String.class)).contains(id);
  }

  @Test
  void failingParticipantRollsEverythingBack() {
    Patient patient = patient();
    patient.setId("rolled-back");
    WriteParticipant failing =
        (caller, changes) -> {
          jdbc.update("insert into outbox_of_test values ('rolled-back')");
          throw new IllegalArgumentException("no");
        };
    assertThatThrownBy(
            () ->
                open.store()
                    .write(
                        CALLER,
                        List.of(new WriteOperation.Update(patient, null, null, null)),
                        failing))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(open.store().read(CALLER, "Patient", "rolled-back")).isEmpty();
    assertThat(jdbc.queryForList("select id from outbox_of_test", String.class))
        .doesNotContain("rolled-back");
  }

  @Test
  void onlyAWriteByKeysInATransactionOfItsOwnKeepsItsPlans() {
    List<String> modes = new ArrayList<>();
    WriteParticipant watching =
        (caller, changes) -> modes.add(jdbc.queryForObject("show plan_cache_mode", String.class));
    WriteOperation plain = new WriteOperation.Create(patient(), null, null);
    WriteOperation conditional =
        new WriteOperation.Create(patient(), "identifier=nobody-has-this", null);
    open.store().write(CALLER, List.of(plain), watching);
    open.store().write(CALLER, List.of(conditional), watching);
    new TransactionTemplate(new DataSourceTransactionManager(open.dataSource()))
        .executeWithoutResult(status -> open.store().write(CALLER, List.of(plain), watching));
    modes.add(jdbc.queryForObject("show plan_cache_mode", String.class));
    assertThat(modes).containsExactly("force_generic_plan", "auto", "auto", "auto");
  }

  @Test
  void participantsOwnFailureIsNotRunAgain() {
    List<Integer> calls = new ArrayList<>();
    WriteParticipant twice =
        (caller, changes) -> {
          calls.add(1);
          jdbc.update("insert into outbox_of_test values ('a')");
          jdbc.update("insert into outbox_of_test values ('a')");
        };
    assertThatThrownBy(
            () ->
                open.store()
                    .write(
                        CALLER, List.of(new WriteOperation.Create(patient(), null, null)), twice))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(calls).hasSize(1);
  }

  @Test
  void participantSeesEveryChangeInOrder() {
    Patient known = patient();
    String patientId = open.create(known).id();
    String old = open.create(encounter("Patient/" + patientId)).id();
    Encounter fresh = encounter("Patient/" + patientId);
    List<Change> seen = new ArrayList<>();
    open.store()
        .write(
            CALLER,
            List.of(
                new WriteOperation.Create(fresh, null, null),
                new WriteOperation.Create(
                    known,
                    "identifier=" + OpenStore.MRN + "|" + known.getIdentifierFirstRep().getValue(),
                    null),
                new WriteOperation.Delete("Encounter", old, null, null)),
            (caller, changes) -> seen.addAll(changes));

    assertThat(seen)
        .extracting(Change::effect)
        .containsExactly(Effect.DELETED, Effect.CREATED, Effect.UNCHANGED);
    assertThat(seen).extracting(Change::patientId).containsOnly(patientId);
    assertThat(seen.get(0).resource()).isNull();
    assertThat(seen.get(1).resource().getMeta().getVersionId()).isEqualTo("1");
    assertThat(seen.get(2).resource().getIdElement().getIdPart()).isEqualTo(patientId);
  }
}
