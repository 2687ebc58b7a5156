package org.xiangqiao.store.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.TestPostgres;

class SchemaCheckTest {

  @Test
  void emptyDatabaseIsMigratedOrRefused() {
    DataSource empty = TestPostgres.emptyDatabase();
    assertThatThrownBy(() -> new Schema(empty).prepare(SchemaMode.VERIFY))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("V1__fhir_store.sql");
    new Schema(empty).prepare(SchemaMode.MIGRATE);
    assertThatCode(() -> new Schema(empty).prepare(SchemaMode.VERIFY)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drop index resource_patient_tokens|index on resource_patient gin (tokens)",
        "drop table resource_basic|table resource_basic",
        "alter table business_key drop column value cascade|column business_key.value",
        "drop table index_date_p3|table index_date is",
        "drop table resource_immunization_p0|table resource_immunization is",
        "alter table resource_patient drop constraint resource_patient_tenant_id_fhir_id_key|constraint on resource_patient UNIQUE (tenant_id, fhir_id)",
        "drop sequence resource_row_id|sequence resource_row_id",
        "alter table resource_basic alter column body type varchar(9000)|column resource_basic.body is",
        "alter table resource_basic alter column body drop not null|column resource_basic.body is",
        "alter table index_string alter column folded type text collate \"POSIX\"|column index_string.folded is",
        "alter table change_feed alter column xid drop default|column change_feed.xid is",
        "alter table change_feed alter column feed_id drop identity|column change_feed.feed_id is",
        "drop index resource_patient_date; create index resource_patient_date on resource_patient (tenant_id, date_high, rid)|index on resource_patient btree (tenant_id, date_low, rid)",
        "alter table installation drop constraint installation_one_check|constraint on installation CHECK (one)",
        "drop function partition_by_tenant|function partition_by_tenant(parent text)",
        "create or replace function partition_by_tenant(parent text) returns void language sql as $$select 1$$|function partition_by_tenant(parent text) is",
      })
  void missingObjectIsNamed(String damage, String named) {
    DataSource database = TestPostgres.database();
    new JdbcTemplate(database).execute(damage);
    assertThatThrownBy(() -> new Schema(database).prepare(SchemaMode.VERIFY))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(named);
  }
}
