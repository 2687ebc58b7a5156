package org.xiangqiao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.EmrMessage;
import org.xiangqiao.simulators.emr.Township;
import org.xiangqiao.simulators.emr.TownshipEmr;
import org.xiangqiao.simulators.emr.WorkingDay;
import org.xiangqiao.store.TestPostgres;

/**
 * What the HL7 v2 gateway makes of a township's working day passes the check of writes as a server
 * has it that nobody has configured: the day of the demo.
 */
class CheckedGatewayTest {

  private static final LocalDateTime OPENING = LocalDateTime.of(2026, 3, 4, 8, 0);

  private static final Pattern CARD = Pattern.compile("99[0-9]{15}[0-9X]");

  private static SecuredServer server;
  private static int mllp;

  @BeforeAll
  static void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      mllp = free.getLocalPort();
    }
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("xiangqiao.mllp.enabled", "true");
    properties.put("xiangqiao.mllp.port", String.valueOf(mllp));
    partner(properties, 0, "qingshi", "青石镇卫生院", "QSEMR", "QINGSHI");
    partner(properties, 1, "baishui", "白水镇卫生院", "卫康系统", "白水镇卫生院");
    server = SecuredServer.start(TestPostgres.jdbcUrl(), properties);
  }

  private static void partner(
      Map<String, String> properties,
      int place,
      String id,
      String name,
      String application,
      String facility) {
    String prefix = "xiangqiao.partners[" + place + "].";
    properties.put(prefix + "id", id);
    properties.put(prefix + "tenant", "1");
    properties.put(prefix + "organization.id", id);
    properties.put(prefix + "organization.name", name);
    properties.put(prefix + "sending-application", application);
    properties.put(prefix + "sending-facility", facility);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aResidentWhoseBirthDateIsNotThatOfTheCardIsRefusedInWords() throws Exception {
    EmrMessage right =
        WorkingDay.messages(
                Township.of(20260102, 3, OPENING.toLocalDate()),
                OPENING,
                OPENING.plusHours(8),
                1,
                1)
            .get(0);
    assertThat(right.type()).isEqualTo("ADT^A04");
    String segment =
        right.text().lines().filter(line -> line.startsWith("PID|")).findFirst().orElseThrow();
    String[] fields = segment.split("\\|", -1);
    String card = CARD.matcher(segment).results().findFirst().orElseThrow().group();
    fields[7] = fields[7].startsWith("1950") ? "19510101" : "19500101";
    String controlId = right.controlId() + "X";
    EmrMessage wrong =
        new EmrMessage(
            right.system(),
            right.lane(),
            right.type(),
            controlId,
            right
                .text()
                .replace(segment, String.join("|", fields))
                .replace(right.controlId(), controlId));
    Answer answer =
        new TownshipEmr("127.0.0.1", mllp, 1, Duration.ofSeconds(30), Duration.ofMinutes(1))
            .send(List.of(wrong), (message, given) -> {})
            .get(controlId);
    assertThat(answer.accepted()).as(answer.text()).isFalse();
    assertThat(answer.text()).contains("出生日期").doesNotContain(card);
  }

  @Test
  void aWorkingDayIsCheckedAndAccepted() throws Exception {
    server.bean(QualityCounts.class).flush();
    long before = counted("refused");
    List<EmrMessage> messages =
        WorkingDay.messages(
            Township.of(20260101, 40, OPENING.toLocalDate()), OPENING, OPENING.plusHours(8), 1, 1);
    Map<String, Answer> answers =
        new TownshipEmr("127.0.0.1", mllp, 2, Duration.ofSeconds(30), Duration.ofMinutes(1))
            .send(messages, (message, answer) -> {});
    assertThat(answers).hasSameSizeAs(messages);
    assertThat(answers.values()).allMatch(Answer::accepted);

    server.bean(QualityCounts.class).flush();
    assertThat(counted("checked")).isGreaterThan(messages.size());
    assertThat(counted("refused")).isEqualTo(before);
  }

  private static long counted(String outcome) {
    return server
        .jdbc()
        .queryForObject(
            "select coalesce(sum(number), 0) from quality_count where outcome = ? and rule = ''",
            Long.class,
            outcome);
  }
}
