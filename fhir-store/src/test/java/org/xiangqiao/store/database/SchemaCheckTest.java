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
        "drop index resource_patient_tokens|index resource_patient_tokens",
        "drop table resource_basic|table resource_basic",
        "alter table business_key drop column value cascade|column business_key.value",
        "drop table index_date_p3|partitions of index_date: 7/8",
        "drop table resource_immunization_p0|partitions of resource_immunization: 7/8",
        "alter table resource_patient drop constraint resource_patient_tenant_id_fhir_id_key|unique index on resource_patient",
        "drop sequence resource_row_id|sequence resource_row_id",
      })
  void missingObjectIsNamed(String damage, String named) {
    DataSource database = TestPostgres.database();
    new JdbcTemplate(database).execute(damage);
    assertThatThrownBy(() -> new Schema(database).prepare(SchemaMode.VERIFY))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(named);
  }
}
