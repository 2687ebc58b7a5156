package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** {@code $meta}, {@code $meta-add} and {@code $meta-delete} over HTTP. */
class MetaTest extends RestServerTest {

  private static String labels(String meta) {
    return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"meta\",\"valueMeta\":{"
        + meta.replace('\'', '"')
        + "}}]}";
  }

  private static JsonNode meta(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().get("resourceType").asText()).isEqualTo("Parameters");
    assertThat(reply.json().at("/parameter/0/name").asText()).isEqualTo("return");
    return reply.json().at("/parameter/0/valueMeta");
  }

  private static List<String> codes(JsonNode labels) {
    List<String> codes = new ArrayList<>();
    labels.forEach(label -> codes.add(label.path("code").asText()));
    return codes;
  }

  private int found(String query) {
    return get("/Patient?" + query).json().path("entry").size();
  }

  @Test
  void addsAndTakesAwayLabelsThatSearchFindsAtOnce() {
    String id = create(resident("标签"));
    String tag = "t-" + id;
    String address = "/Patient/" + id;
    JsonNode added =
        meta(
            send(
                "POST",
                address + "/$meta-add",
                labels(
                    "'tag':[{'system':'urn:t','code':'"
                        + tag
                        + "'}],'security':[{'system':'urn:s','code':'R'}],'profile':['http://example.org/p|1']")));
    assertThat(codes(added.get("tag"))).containsExactly(tag);
    assertThat(codes(added.get("security"))).containsExactly("R");
    assertThat(added.get("versionId").asText()).isEqualTo("2");
    assertThat(found("_tag=urn:t%7C" + tag)).isEqualTo(1);
    assertThat(get(address).json().get("meta")).isEqualTo(added);
    assertThat(get(address).json().at("/name/0/family").asText()).isEqualTo("标签");

    Reply again =
        send(
            "POST",
            address + "/$meta-add",
            labels("'tag':[{'system':'urn:t','version':'9','code':'" + tag + "','display':'x'}]"));
    assertThat(meta(again)).isEqualTo(added);
    assertThat(again.header("ETag")).isEqualTo("W/\"2\"");

    JsonNode left =
        meta(
            send(
                "POST",
                address + "/$meta-delete",
                labels(
                    "'tag':[{'system':'urn:t','code':'"
                        + tag
                        + "'}],'profile':['http://example.org/p'],'security':[{'code':'never'}]")));
    assertThat(left.has("tag")).isFalse();
    assertThat(codes(left.get("security"))).containsExactly("R");
    assertThat(left.get("profile")).hasSize(1);
    assertThat(found("_tag=urn:t%7C" + tag)).isZero();

    assertThat(meta(get(address + "/$meta"))).isEqualTo(left);
    assertThat(meta(get(address + "/_history/2/$meta"))).isEqualTo(added);
    JsonNode history = get("/Patient/" + id + "/_history").json();
    assertThat(history.get("entry")).hasSize(3);
  }

  @Test
  void listsTheLabelsInUse() {
    String id = create(resident("汇总"));
    String tag = "u-" + id;
    send(
        "POST",
        "/Patient/" + id + "/$meta-add",
        labels(
            "'tag':[{'system':'urn:t','code':'"
                + tag
                + "','display':'在用'}],'profile':['http://example.org/"
                + tag
                + "']"));
    for (String address : List.of("/Patient/$meta", "/$meta")) {
      JsonNode inUse = meta(get(address));
      assertThat(codes(inUse.get("tag"))).as(address).containsOnlyOnce(tag);
      assertThat(inUse.get("profile").toString()).contains("http://example.org/" + tag);
      assertThat(inUse.has("versionId")).isFalse();
    }
    assertThat(codes(meta(get("/Location/$meta")).path("tag"))).doesNotContain(tag);
    assertThat(codes(meta(get("/Patient/$meta", TENANT, "2")).path("tag"))).doesNotContain(tag);
  }

  @Test
  void labelsOfGuardedBinariesAreNotAmongThem() {
    String patient = create(resident("标签"));
    String binary =
        "{\"resourceType\":\"Binary\",\"meta\":{\"tag\":[{\"system\":\"urn:t\",\"code\":\"%s\"}]},"
            + "\"contentType\":\"text/plain\",%s\"data\":\"5LmhOg==\"}";
    create(binary.formatted("open-" + patient, ""));
    create(
        binary.formatted(
            "guarded-" + patient,
            "\"securityContext\":{\"reference\":\"Patient/" + patient + "\"},"));
    for (String address : List.of("/Binary/$meta", "/$meta")) {
      assertThat(codes(meta(get(address)).get("tag")))
          .as(address)
          .contains("open-" + patient)
          .doesNotContain("guarded-" + patient);
    }
  }

  @Test
  void losesNoLabelOfWritersAtTheSameTime() throws Exception {
    String id = create(resident("并发"));
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String body = labels("'tag':[{'system':'urn:t','code':'w" + i + "'}]");
        replies.add(writers.submit(() -> send("POST", "/Patient/" + id + "/$meta-add", body)));
      }
      for (Future<Reply> reply : replies) {
        assertThat(reply.get().status()).as(reply.get().text()).isEqualTo(200);
      }
    } finally {
      writers.shutdown();
    }
    assertThat(codes(meta(get("/Patient/" + id + "/$meta")).get("tag")))
        .containsExactlyInAnyOrder("w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7");
  }

  @Test
  void refusesWhatIsNotMeant() {
    String id = create(resident("拒绝"));
    String address = "/Patient/" + id;
    String tag = labels("'tag':[{'code':'x'}]");
    refusal(get(address + "/$meta-add"), 405, "method-not-allowed");
    refusal(send("POST", address + "/$meta-add", labels("'source':'urn:x'")), 400, "meta-empty");
    refusal(
        send("POST", address + "/$meta-add", "{\"resourceType\":\"Parameters\"}"),
        400,
        "operation-parameter-missing");
    refusal(send("POST", address + "/_history/1/$meta-add", tag), 400, "meta-of-history");
    refusal(send("POST", "/Patient/nobody/$meta-add", tag), 404, "not-found");
    refusal(send("POST", "/Patient/$meta-add", tag), 404, "unknown-operation");
    refusal(get("/Patient/nobody/$meta"), 404, "not-found");
    refusal(get(address + "/_history/9/$meta"), 404, "version-not-found");
    refusal(get(address + "/$meta?code=x"), 400, "operation-parameter-unknown");
    refusal(
        send("POST", address + "/$meta-delete", tag, SCOPE, "system/Patient.rs"),
        403,
        "scope-missing");
    refusal(send("POST", address + "/$meta-add", tag, TENANT, "2"), 404, "not-found");
    refusal(get("/$meta", SCOPE, "system/Patient.rs"), 403, "scope-missing");
    refusal(get(address + "/$meta", SCOPE, "system/Observation.rs"), 403, "scope-missing");
    assertThat(meta(get("/Patient/$meta", SCOPE, "system/Patient.s")).isObject()).isTrue();
  }
}
