package org.xiangqiao.simulators.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.simulators.insurance.Centre.object;
import static org.xiangqiao.simulators.insurance.InsuranceFault.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;

/** Every fault over HTTP: what the caller sees, and what the ledger holds. */
class InsuranceFaultsTest {

  private static final String P = "42130000001";
  private static final String CARD = "990101197001010028";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private InsurancePlatform platform;
  private Centre centre;
  private String visit;
  private ObjectNode bill;

  @BeforeEach
  void open() {
    platform = InsurancePlatform.start();
    platform.insure(InsuredPerson.resident(P, CARD, "张三", "421300"));
    centre = new Centre(platform, HTTP, "H42130000001", "421300").signIn();
    visit = centre.prepared(P, CARD, "M1", "60.00");
    bill = Centre.bill(visit, P, CARD, "b", "60.00");
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void refusesBeforeBooking() {
    platform.faults(InsuranceFault.refuse("费用超限").on("2207").times(1));
    assertThat(centre.refused("2207", bill)).isEqualTo("费用超限");
    assertThat(platform.ledger()).isEmpty();
    centre.ok("2207", bill);
  }

  @Test
  void failsAfterBooking() {
    platform.faults(InsuranceFault.failAfterBooking().on("2207"));
    assertThat(centre.refused("2207", bill)).isEqualTo("系统异常");
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void delays(Point point) throws IOException {
    platform.faults(InsuranceFault.delay(point, Duration.ofMillis(120)));
    long start = System.nanoTime();
    centre.ok("2207", bill);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(119));
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void closesTheSocket(Point point) {
    platform.faults(of(Kind.DROP, point).on("2207"));
    assertThatThrownBy(() -> centre.post(centre.nextMessage(), "2207", bill))
        .isInstanceOf(IOException.class);
    assertThat(platform.ledger()).hasSize(booked(point));
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void answersHalfAJson(Point point) throws IOException {
    assertThatThrownBy(() -> Centre.JSON.readTree(hit(Kind.GARBAGE, point).body()))
        .isInstanceOf(IOException.class);
    assertThat(platform.ledger()).hasSize(booked(point));
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void answersAPage(Point point) throws IOException {
    HttpResponse<byte[]> answer = hit(Kind.HTML, point);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("<html>");
    assertThat(platform.ledger()).hasSize(booked(point));
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void answersNothing(Point point) throws IOException {
    HttpResponse<byte[]> answer = hit(Kind.EMPTY, point);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(platform.ledger()).hasSize(booked(point));
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void answersAnotherStatus(Point point) throws IOException {
    platform.faults(InsuranceFault.status(point, 502).on("2207"));
    assertThat(centre.post(centre.nextMessage(), "2207", bill).statusCode()).isEqualTo(502);
    assertThat(platform.ledger()).hasSize(booked(point));
  }

  @Test
  void answersWithAWrongContentType() throws IOException {
    HttpResponse<byte[]> answer = hit(Kind.WRONG_TYPE, Point.AFTER);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(Centre.JSON.readTree(answer.body()).path("infcode").asInt()).isZero();
    assertThat(platform.ledger()).hasSize(1);
  }

  @Test
  void answersTwice() throws IOException {
    byte[] body = hit(Kind.ANSWER_TWICE, Point.AFTER).body();
    assertThat(body.length % 2).isZero();
    assertThatThrownBy(() -> Centre.JSON.readTree(body)).isInstanceOf(IOException.class);
    assertThat(platform.ledger()).hasSize(1);
  }

  @Test
  void answersWhatItAnsweredBefore() throws IOException {
    String other = centre.prepared(P, CARD, "M2", "10.00");
    String id =
        centre
            .ok("2207", Centre.bill(other, P, CARD, "b", "10.00"))
            .at("/setlinfo/setl_id")
            .asText();
    JsonNode stale = Centre.JSON.readTree(hit(Kind.STALE_ANSWER, Point.AFTER).body());
    assertThat(stale.at("/output/setlinfo/setl_id").asText()).isEqualTo(id);
    assertThat(platform.judge().standing()).hasSize(2);
  }

  @Test
  void keepsNoAnswersOfNumbersThatTheInterfaceLacks() throws IOException {
    JsonNode first = centre.send("x1", bill);
    platform.faults(of(Kind.STALE_ANSWER, Point.AFTER).on("x1"));
    assertThat(centre.send("x1", bill).path("inf_refmsgid"))
        .isNotEqualTo(first.path("inf_refmsgid"));
  }

  @Test
  void answersTheCodeInItsOtherType() throws IOException {
    JsonNode answer = Centre.JSON.readTree(hit(Kind.OTHER_CODE_TYPE, Point.AFTER).body());
    assertThat(answer.path("infcode").isTextual()).isTrue();
    assertThat(answer.at("/output/setlinfo/medfee_sumamt").decimalValue()).isEqualTo("60.00");
  }

  @Test
  void refusesAtLength() {
    platform.faults(of(Kind.LONG_TEXT, Point.BEFORE).on("2207"));
    assertThat(centre.refused("2207", bill)).hasSizeGreaterThan(3000);
    assertThat(platform.ledger()).isEmpty();
  }

  @Test
  void endsASignIn() {
    platform.faults(of(Kind.SIGN_IN_EXPIRED, Point.BEFORE).on("2207").times(1));
    assertThat(centre.refused("2207", bill)).contains("签到");
    assertThat(centre.refused("2207", bill)).contains("签到");
    centre.signIn();
    centre.ok("2207", bill);
  }

  @Test
  void commitsAfterTheQueryHasFoundNothing() {
    platform.faults(InsuranceFault.lateCommit("5203").on("2207").times(1));
    assertThatThrownBy(() -> centre.post(centre.nextMessage(), "2207", bill))
        .isInstanceOf(IOException.class);
    assertThat(platform.lateCommits()).isEqualTo(1);
    ObjectNode query = object("data", Map.of("psn_no", P, "setl_id", "", "mdtrt_id", visit));
    assertThat(centre.ok("5203", query).path("setlinfo")).isEmpty();
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(centre.ok("5203", query).path("setlinfo")).hasSize(1);
    assertThat(platform.lateCommits()).isZero();
    assertThat(platform.committedAfterAQuery()).containsExactly(Map.entry("2207", 1L));
    assertThat(platform.faultCounts())
        .containsExactly(Map.entry("2207", Map.of(Kind.LATE_COMMIT, 1L)));
  }

  @Test
  void commitsLateThoughItWasReversed() {
    platform.faults(InsuranceFault.lateCommit("never").on("2207").times(1));
    String msgid = centre.nextMessage();
    assertThatThrownBy(() -> centre.post(msgid, "2207", bill)).isInstanceOf(IOException.class);
    centre.ok("2601", Centre.reversal(P, msgid, "2207"));
    assertThat(platform.flushLateCommits()).isEqualTo(1);
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(platform.judge().lost(Set.of()))
        .extracting(Settlement::msgid)
        .containsExactly(msgid);
  }

  @Test
  void letsALaterCallPass() throws Exception {
    String other = centre.prepared(P, CARD, "M2", "10.00");
    platform.faults(
        of(Kind.REORDER, Point.BEFORE).on("2207").times(1).lasting(Duration.ofSeconds(20)));
    String first = centre.nextMessage();
    String second = centre.nextMessage();
    CompletableFuture<Void> waits =
        CompletableFuture.runAsync(
            () -> {
              try {
                centre.post(first, "2207", bill);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    while (platform.faults().size() == 1) {
      Thread.onSpinWait();
    }
    centre.post(second, "2207", Centre.bill(other, P, CARD, "b", "10.00"));
    // The first may have to wait for yet another, if it began to wait after the second passed.
    while (!waits.isDone()) {
      centre.ok("1101", Centre.identityCard(CARD));
    }
    waits.get();
    assertThat(platform.settlements())
        .extracting(Settlement::msgid)
        .containsExactlyInAnyOrder(first, second);
  }

  @Test
  void takesOnlyHalfOfABatch() {
    platform.faults(of(Kind.PARTLY, Point.BEFORE).on("2204").times(1));
    assertThat(
            centre.refused(
                "2204", Centre.lines(visit, P, "c", "c", "1.00", "2.00", "3.00", "4.00")))
        .contains("部分");
    JsonNode found = centre.ok("5204", Centre.of(visit, P));
    assertThat(found.path("result").findValuesAsText("feedetl_sn"))
        .containsExactly("M1-0", "c-0", "c-1");
  }

  @Test
  void hitsQueriesAndReversalsToo() {
    platform.faults(
        of(Kind.STATUS, Point.BEFORE).on("5203").times(1),
        of(Kind.DROP, Point.AFTER).on("2601").times(1));
    String settled = centre.ok("2207", bill).at("/setlinfo/medins_setl_id").asText();
    ObjectNode reversal = Centre.reversal(P, settled, "2207");
    assertThatThrownBy(() -> centre.post(centre.nextMessage(), "2601", reversal))
        .isInstanceOf(IOException.class);
    assertThat(platform.judge().standing()).isEmpty();
    centre.ok("2601", reversal);
  }

  @Test
  void aCampaignIsTheSameForTheSameSeed() {
    assertThat(campaign(7)).isEqualTo(campaign(7)).isNotEqualTo(campaign(8));
    assertThat(campaign(7)).contains("DROP").contains("");
  }

  private List<String> campaign(long seed) {
    InsuranceFaults faults = new InsuranceFaults();
    faults.set(FaultCampaign.everywhere(seed, 0.5, Duration.ofMillis(10)));
    List<String> drawn = new ArrayList<>();
    Call call = new Call("2207", "m", "i", "", "", "", Centre.JSON.createObjectNode());
    for (int i = 0; i < 100; i++) {
      List<InsuranceFault> hits = faults.hitting(call);
      drawn.add(hits.isEmpty() ? "" : hits.get(0).kind().name());
    }
    return drawn;
  }

  private HttpResponse<byte[]> hit(Kind kind, Point point) throws IOException {
    platform.faults(of(kind, point).on("2207"));
    return centre.post(centre.nextMessage(), "2207", bill);
  }

  private static int booked(Point point) {
    return point == Point.AFTER ? 1 : 0;
  }
}
