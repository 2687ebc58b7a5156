package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** $reindex and $reindex-status. */
class ReindexOperationTest extends RestServerTest {

  private static final String[] MAY = {SCOPE, "system/*.cruds xiangqiao/admin.reindex"};

  @Test
  void aTypeIsIndexedAnewAndTheStatusTellsWhen() throws Exception {
    String id = create("{\"resourceType\":\"Organization\",\"name\":\"重建卫生院\"}");
    new JdbcTemplate(database)
        .update(
            "delete from index_string where rid ="
                + " (select rid from resource_organization where fhir_id = ?)",
            id);
    assertThat(get("/Organization?name=" + encoded("重建")).json().has("entry")).isFalse();

    Reply started = send("POST", "/Organization/$reindex", null, MAY);

    assertThat(started.status()).as(started.text()).isEqualTo(202);
    String status = started.header("Content-Location");
    assertThat(status).contains("/fhir/$reindex-status?job=");
    until(Duration.ofSeconds(60), () -> get(status, MAY).status() == 200);
    JsonNode job = get(status, MAY).json().at("/parameter/0/part");
    assertThat(job.findValuesAsText("valueCode")).containsExactly("Organization", "done");
    assertThat(get("/Organization?name=" + encoded("重建")).json().get("entry")).hasSize(1);
  }

  @Test
  void theSystemMeansWhatIsThere() throws Exception {
    create("{\"resourceType\":\"Schedule\",\"actor\":[{\"display\":\"门诊\"}]}");
    Reply started = send("POST", "/$reindex?_type=Schedule,Slot", null, MAY);
    assertThat(started.json().get("parameter")).hasSize(2);
    Reply all = send("POST", "/$reindex", null, MAY);
    assertThat(all.status()).isEqualTo(202);
    assertThat(all.text()).contains("\"Schedule\"").doesNotContain("\"VisionPrescription\"");
    assertThat(get("/$reindex-status", MAY).status()).isEqualTo(200);
    String status = all.header("Content-Location");
    until(Duration.ofSeconds(120), () -> get(status, MAY).status() == 200);
  }

  @Test
  void whatIsNotThereAndWhoMayNotIsRefused() {
    refusal(send("POST", "/Patient/$reindex", null), 403, "scope-missing");
    refusal(get("/$reindex-status"), 403, "scope-missing");
    refusal(get("/$reindex-status?job=99999999", MAY), 404, "reindex-unknown");
    refusal(get("/$reindex-status?job=one", MAY), 400, "parameter-invalid");
    refusal(send("POST", "/$reindex?_type=Nonsense", null, MAY), 400, "unknown-type");
    assertThat(get("/Patient/$reindex", MAY).status()).isEqualTo(405);
  }
}
