package org.xiangqiao.integration.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.store.TestPostgres;

/**
 * PostgreSQL finds no room (SQLSTATE 53100), wherever in a message's passage it happens: nobody is
 * told AA, nothing is half-written, and afterwards the same message is stored once.
 */
class MllpDiskFullTest {

  private static final String LOCAL = "https://fhir.xiangqiao.org/sid/qingshi/patient|";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exchange_dedupe",
        "exchange_message",
        "resource_patient",
        "resource_immunization",
        "change_feed",
        "dose_event"
      })
  void withoutRoomThereIsNoAnswerAndAfterwardsTheMessageIsStoredOnce(String table)
      throws Exception {
    String url = TestPostgres.jdbcUrl();
    try (RunningGateway gateway = new RunningGateway(url)) {
      JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(url, "postgres", ""));
      // The sender's Organization is there.
      assertThat(accepted(gateway, message("DF0"))).isTrue();
      String message = message("DF1");

      noRoomIn(table, jdbc);
      assertThatThrownBy(() -> jdbc.update("insert into " + table + " default values"))
          .rootCause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53100"));
      assertThatThrownBy(() -> gateway.send(message)).isInstanceOf(IOException.class);
      assertThat(gateway.all(Patient.class, "identifier", LOCAL + "DF1")).isEmpty();
      assertThat(gateway.all(Immunization.class, "lot-number", "L1")).hasSize(1);
      assertThat(gateway.entries())
          .filteredOn(e -> e.controlId().equals(controlId(message)))
          .allMatch(e -> e.state() == MessageState.RECEIVED);
      assertThat(rows(jdbc, "exchange_dedupe")).isEqualTo(gateway.entries().size());
      assertThat(rows(jdbc, "dose_event")).isEqualTo(1);

      jdbc.execute("drop function no_room() cascade");
      assertThat(accepted(gateway, message)).isTrue();
      assertThat(accepted(gateway, message)).isTrue();
      assertThat(gateway.all(Patient.class, "identifier", LOCAL + "DF1"))
          .singleElement()
          .satisfies(
              patient -> {
                assertThat(patient.getMeta().getVersionId()).isEqualTo("1");
                String id = "Patient/" + patient.getIdElement().getIdPart();
                assertThat(gateway.all(Immunization.class, "patient", id)).hasSize(1);
                assertThat(gateway.all(Provenance.class, "target", id)).hasSize(1);
              });
      assertThat(gateway.entries())
          .hasSize(2)
          .extracting(LedgerEntry::state)
          .containsOnly(MessageState.STORED);
    }
  }

  private static void noRoomIn(String table, JdbcTemplate jdbc) {
    jdbc.execute(
        """
        create function no_room() returns trigger language plpgsql as $$
        begin
          raise exception 'could not extend file: No space left on device' using errcode = '53100';
        end $$
        """);
    jdbc.execute(
        "create trigger no_room before insert on "
            + table
            + " for each statement execute function no_room()");
  }

  private static long rows(JdbcTemplate jdbc, String table) {
    return jdbc.queryForObject("select count(*) from " + table, Long.class);
  }

  private static String message(String number) {
    return Hl7.vxu(
        Hl7.controlId(), "20260301080000", Hl7.pid(number, "盘^满"), number + "-1", "0202");
  }

  private static String controlId(String message) {
    return message.split("\\|", 11)[9];
  }

  private static boolean accepted(RunningGateway gateway, String message) throws IOException {
    return gateway.send(message).accepted();
  }
}
