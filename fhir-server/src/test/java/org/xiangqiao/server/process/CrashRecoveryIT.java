package org.xiangqiao.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.server.observability.PersonalDataScan;
import org.xiangqiao.simulators.county.CountyPlatform;
import org.xiangqiao.simulators.county.CountyRecord;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.EmrMessage;
import org.xiangqiao.simulators.emr.Township;
import org.xiangqiao.simulators.emr.TownshipEmr;
import org.xiangqiao.simulators.emr.WorkingDay;

/**
 * While the EMR sends 1,000 messages the server is killed five times at random moments. Whatever
 * was acknowledged is there exactly once, and every dose reached the county under one message id.
 */
class CrashRecoveryIT {

  private static final int MESSAGES = 1_000;
  private static final int KILLS = 5;

  private final FhirContext fhir = FhirContext.forR4Cached();

  @Test
  void nothingIsLostAndNothingDoubled(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
      throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    LocalDateTime closing = LocalDate.now().atStartOfDay().minusHours(6);
    Township township = Township.of(seed, 700, closing.toLocalDate());
    List<EmrMessage> messages =
        WorkingDay.messages(township, closing.minusHours(8), closing, 1, seed).stream()
            .limit(MESSAGES)
            .toList();
    assertThat(messages).as("messages of seed %d", seed).hasSize(MESSAGES);

    try (CountyPlatform county = CountyPlatform.start();
        PackagedServer server =
            new PackagedServer(
                directory,
                List.of(
                    "--xiangqiao.bridges.county-immunization.enabled=true",
                    "--xiangqiao.bridges.county-immunization.url=" + county.url()))) {
      server.start();
      AtomicInteger acknowledged = new AtomicInteger();
      CompletableFuture<Map<String, Answer>> sending =
          CompletableFuture.supplyAsync(() -> send(server, messages, acknowledged));

      for (int moment : momentsIn(random)) {
        await()
            .pollInterval(Duration.ofMillis(5))
            .atMost(Duration.ofMinutes(3))
            .until(() -> acknowledged.get() >= moment || sending.isDone());
        server.kill();
        server.start();
      }

      Map<String, Answer> answers = sending.get();
      assertThat(answers).as("answers, seed %d", seed).hasSize(MESSAGES);
      assertThat(answers.values()).as("AA for all, seed %d", seed).allMatch(Answer::accepted);

      List<Immunization> stored = all(server, "Immunization", Immunization.class);
      List<Patient> residents = all(server, "Patient", Patient.class);
      assertThat(residents).hasSize(lanes(messages));
      assertThat(identifiersOf(stored)).doesNotHaveDuplicates();
      assertThat(stored)
          .as("one Immunization per dose sent, seed %d", seed)
          .hasSize((int) messages.stream().filter(m -> m.type().equals("VXU^V04")).count());

      await()
          .pollInterval(Duration.ofMillis(200))
          .atMost(Duration.ofMinutes(2))
          .until(() -> recordIds(county).size() == stored.size());
      assertThat(recordIds(county))
          .isEqualTo(
              stored.stream()
                  .map(i -> i.getIdElement().getIdPart())
                  .collect(Collectors.toCollection(TreeSet::new)));
      assertOneMessageIdPerFact(county);
      assertThat(new PersonalDataScan(namesIn(township)).scan(server.log()))
          .as("personal data in the server's log")
          .isEmpty();
    }
  }

  private static List<String> namesIn(Township township) {
    return township.residents().stream()
        .flatMap(r -> Stream.of(r.family() + r.given(), r.phone(), r.address()))
        .toList();
  }

  private static void assertOneMessageIdPerFact(CountyPlatform county) {
    Map<String, TreeSet<String>> idsByFact =
        county.received().stream()
            .collect(
                Collectors.groupingBy(
                    record -> record.recordId() + "/" + record.recordVersion(),
                    Collectors.mapping(
                        CountyRecord::messageId, Collectors.toCollection(TreeSet::new))));
    assertThat(idsByFact.values()).allMatch(ids -> ids.size() == 1);
  }

  private static Map<String, Answer> send(
      PackagedServer server, List<EmrMessage> messages, AtomicInteger acknowledged) {
    TownshipEmr emr =
        new TownshipEmr(
            "127.0.0.1", server.mllpPort(), 4, Duration.ofSeconds(30), Duration.ofMinutes(4));
    try {
      return emr.send(messages, (message, answer) -> acknowledged.incrementAndGet());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int[] momentsIn(Random random) {
    return random.ints(10, MESSAGES - 50).distinct().limit(KILLS).sorted().toArray();
  }

  private static int lanes(List<EmrMessage> messages) {
    return (int) messages.stream().map(EmrMessage::lane).distinct().count();
  }

  private static List<String> identifiersOf(List<Immunization> stored) {
    return stored.stream().map(i -> i.getIdentifierFirstRep().getValue()).toList();
  }

  private static TreeSet<String> recordIds(CountyPlatform county) {
    return county.received().stream()
        .map(CountyRecord::recordId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every resource of a type, page by page, as a regional platform reads them. */
  private <T extends Resource> List<T> all(PackagedServer server, String type, Class<T> kind)
      throws IOException, InterruptedException {
    List<T> found = new ArrayList<>();
    String next = "/fhir/" + type + "?_count=200";
    String token = server.token();
    while (next != null) {
      HttpResponse<String> response = server.get(next, token);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      Bundle page = fhir.newJsonParser().parseResource(Bundle.class, response.body());
      page.getEntry().forEach(entry -> found.add(kind.cast(entry.getResource())));
      next = page.getLink("next") == null ? null : page.getLink("next").getUrl();
    }
    return found;
  }
}
