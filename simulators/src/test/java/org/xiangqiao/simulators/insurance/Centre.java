package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** A health centre that talks to the platform over HTTP, one message after the other. */
class Centre {

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  final String code;
  private final InsurancePlatform platform;
  private final HttpClient http;
  private String insured;
  private String sign = "";
  private int sequence;

  Centre(InsurancePlatform platform, HttpClient http, String code, String insured) {
    this.platform = platform;
    this.http = http;
    this.code = code;
    this.insured = insured;
  }

  Centre insured(String district) {
    insured = district;
    return this;
  }

  String nextMessage() {
    return code + "20260601080000" + String.format("%04d", ++sequence);
  }

  Centre signIn() {
    JsonNode answer =
        ok("9001", object("signIn", Map.of("opter_no", "7", "mac", "00-00", "ip", "10.0.0.1")));
    sign = answer.path("signinoutb").path("sign_no").asText();
    return this;
  }

  /** The output of a message that must succeed. */
  JsonNode ok(String infno, ObjectNode input) {
    JsonNode answer = send(infno, input);
    if (answer.path("infcode").asInt() != 0) {
      throw new AssertionError(infno + ": " + answer.path("err_msg").asText());
    }
    return answer.path("output");
  }

  /** The text of a message that must be refused. */
  String refused(String infno, ObjectNode input) {
    JsonNode answer = send(infno, input);
    if (answer.path("infcode").asInt() != -1) {
      throw new AssertionError(infno + " was not refused");
    }
    return answer.path("err_msg").asText();
  }

  JsonNode send(String infno, ObjectNode input) {
    try {
      return JSON.readTree(post(nextMessage(), infno, input).body());
    } catch (IOException e) {
      throw new AssertionError(infno + ": " + e, e);
    }
  }

  HttpResponse<byte[]> post(String msgid, String infno, ObjectNode input) throws IOException {
    return post(platform.oneAddress(), msgid, infno, input, Map.of());
  }

  HttpResponse<byte[]> post(
      URI address, String msgid, String infno, JsonNode input, Map<String, String> headers)
      throws IOException {
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("infno", infno).put("msgid", msgid).put("mdtrtarea_admvs", "421300");
    envelope.put("insuplc_admdvs", insured).put("fixmedins_code", code).put("opter", "7");
    envelope.put("sign_no", sign).put("a_key_of_tomorrow", "x").set("input", input);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(envelope)));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static ObjectNode object(String node, Map<String, ?> values) {
    ObjectNode input = JSON.createObjectNode();
    input.set(node, JSON.valueToTree(values));
    return input;
  }

  // What the steps of a visit send.

  static ObjectNode identityCard(String certificate) {
    return object("data", Map.of("mdtrt_cert_type", "02", "mdtrt_cert_no", certificate));
  }

  String register(String person, String certificate, String local) {
    return ok("2201", registration(person, certificate, local))
        .path("data")
        .path("mdtrt_id")
        .asText();
  }

  static ObjectNode registration(String person, String certificate, String local) {
    ObjectNode input = JSON.createObjectNode();
    input
        .putObject("data")
        .put("psn_no", person)
        .put("insutype", "390")
        .put("begntime", "2026-06-01 08:00:00")
        .put("mdtrt_cert_type", "02")
        .put("mdtrt_cert_no", certificate)
        .put("ipt_otp_no", local)
        .put("atddr_no", "D1")
        .put("dr_name", "医师")
        .put("dept_code", "1")
        .put("dept_name", "内科")
        .put("caty", "03");
    return input;
  }

  static ObjectNode diagnosis(String visit, String person) {
    ObjectNode input = JSON.createObjectNode();
    input
        .putObject("mdtrtinfo")
        .put("mdtrt_id", visit)
        .put("psn_no", person)
        .put("med_type", "11")
        .put("begntime", "2026-06-01 08:00:00");
    disease(input, person);
    return input;
  }

  static void disease(ObjectNode input, String person) {
    input
        .putArray("diseinfo")
        .addObject()
        .put("psn_no", person)
        .put("diag_type", "1")
        .put("maindiag_flag", "1")
        .put("diag_srt_no", "1")
        .put("diag_code", "J00.x00")
        .put("diag_name", "感冒")
        .put("diag_dept", "1")
        .put("dise_dor_no", "D1")
        .put("dise_dor_name", "医师")
        .put("diag_time", "2026-06-01 08:10:00")
        .put("vali_flag", "1");
  }

  /** Lines of one piece each; a batch makes them outpatient ones. */
  static ObjectNode lines(
      String visit, String person, String batch, String first, String... prices) {
    ObjectNode input = JSON.createObjectNode();
    ArrayNode rows = input.putArray("feedetail");
    for (int i = 0; i < prices.length; i++) {
      ObjectNode row = rows.addObject();
      row.put("feedetl_sn", first + "-" + i).put("mdtrt_id", visit).put("psn_no", person);
      if (batch != null) {
        row.put("chrg_bchno", batch).put("rx_circ_flag", "0");
      }
      row.put("fee_ocur_time", "2026-06-01 08:20:00").put("med_list_codg", "XA01");
      row.put("medins_list_codg", "L1").put("det_item_fee_sumamt", prices[i]).put("cnt", "1");
      row.put("pric", prices[i]).put("bilg_dept_codg", "1").put("bilg_dept_name", "内科");
      row.put("bilg_dr_codg", "D1").put("bilg_dr_name", "医师").put("hosp_appr_flag", "1");
    }
    return input;
  }

  static ObjectNode bill(
      String visit, String person, String certificate, String batch, String total) {
    ObjectNode input = JSON.createObjectNode();
    ObjectNode data = input.putObject("data");
    data.put("psn_no", person).put("mdtrt_cert_type", "02").put("mdtrt_cert_no", certificate);
    data.put("medfee_sumamt", total).put("psn_setlway", "01").put("mdtrt_id", visit);
    data.put("acct_used_flag", "0").put("insutype", "390");
    if (batch != null) {
      data.put("chrg_bchno", batch).put("med_type", "11");
    } else {
      data.put("mid_setl_flag", "0");
    }
    return input;
  }

  static ObjectNode cancel(String settlement, String visit, String person) {
    return object("data", Map.of("setl_id", settlement, "mdtrt_id", visit, "psn_no", person));
  }

  static ObjectNode reversal(String person, String msgid, String infno) {
    return object("data", Map.of("psn_no", person, "omsgid", msgid, "oinfno", infno));
  }

  static ObjectNode admission(String person, String certificate, String local) {
    ObjectNode input = JSON.createObjectNode();
    input
        .putObject("mdtrtinfo")
        .put("psn_no", person)
        .put("insutype", "390")
        .put("begntime", "2026-06-01 08:00:00")
        .put("mdtrt_cert_type", "02")
        .put("mdtrt_cert_no", certificate)
        .put("med_type", "21")
        .put("ipt_no", local)
        .put("atddr_no", "D1")
        .put("chfpdr_name", "医师")
        .put("adm_diag_dscr", "肺炎")
        .put("adm_dept_codg", "1")
        .put("adm_dept_name", "内科")
        .put("adm_bed", "3")
        .put("dscg_maindiag_code", "J18.900")
        .put("dscg_maindiag_name", "肺炎");
    disease(input, person);
    return input;
  }

  static ObjectNode discharge(String visit, String person) {
    ObjectNode input = JSON.createObjectNode();
    input
        .putObject("dscginfo")
        .put("mdtrt_id", visit)
        .put("psn_no", person)
        .put("insutype", "390")
        .put("endtime", "2026-06-05 10:00:00")
        .put("dscg_dept_codg", "1")
        .put("dscg_dept_name", "内科")
        .put("dscg_way", "1");
    disease(input, person);
    return input;
  }

  static ObjectNode of(String visit, String person) {
    return object("data", Map.of("mdtrt_id", visit, "psn_no", person));
  }

  /** A registered visit with diagnosis and lines in batch b. */
  String prepared(String person, String certificate, String local, String... prices) {
    String visit = register(person, certificate, local);
    ok("2203A", diagnosis(visit, person));
    ok("2204", lines(visit, person, "b", local, prices));
    return visit;
  }
}
