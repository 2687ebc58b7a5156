package org.xiangqiao.bench.terminology;

import static org.xiangqiao.bench.terminology.Server.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.xiangqiao.terminology.pinyin.Pinyin;

/**
 * Imports a made-up table and, if it is at hand, the table of townships while others look codes up;
 * then asks what clients ask all day.
 */
final class TerminologyRun {

  private static final String DISEASES = "https://bench.example.org/CodeSystem/diseases";
  private static final String TOWNSHIPS = "https://bench.example.org/CodeSystem/townships";
  private static final int CLIENTS = 4;
  private static final String READ_MEANWHILE =
      "CodeSystem/$lookup?system=urn:oid:2.16.156.10011.2.3.3.4&code=1";

  private final Server server;
  private final DiseaseTable table;
  private final double seconds;
  private final double warmup;
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final Pinyin pinyin = Pinyin.load();

  TerminologyRun(Server server, DiseaseTable table, double seconds, double warmup) {
    this.server = server;
    this.table = table;
    this.seconds = seconds;
    this.warmup = warmup;
  }

  Map<String, Object> run(Path townships)
      throws IOException, InterruptedException, ExecutionException {
    server.await(READ_MEANWHILE);
    if (Files.isRegularFile(townships)) {
      imported("import of townships", TOWNSHIPS, "outside", Files.readAllBytes(townships));
    }
    imported("import of diseases", DISEASES, "none", table.csv().getBytes(StandardCharsets.UTF_8));
    Map<String, Supplier<Supplier<String>>> cases = cases();
    for (Supplier<Supplier<String>> questions : cases.values()) {
      server.load().run(CLIENTS, warmup / cases.size(), client -> questions.get());
    }
    for (Map.Entry<String, Supplier<Supplier<String>>> each : cases.entrySet()) {
      figures.put(
          each.getKey(), server.load().run(CLIENTS, seconds, client -> each.getValue().get()));
    }
    return figures;
  }

  private void imported(String name, String url, String hierarchy, byte[] csv)
      throws IOException, InterruptedException, ExecutionException {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Load.Result> readers =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return server.load().run(2, () -> !over.get(), client -> () -> READ_MEANWHILE);
              } catch (InterruptedException | ExecutionException e) {
                throw new CompletionException(e);
              }
            });
    double taken;
    try {
      taken = server.importTable(url, "1", hierarchy, csv);
    } finally {
      over.set(true);
    }
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("seconds", taken);
    figure.put("bytes", csv.length);
    figure.put("lookupsMeanwhile", readers.get());
    figures.put(name, figure);
  }

  private Map<String, Supplier<Supplier<String>>> cases() throws IOException, InterruptedException {
    SplittableRandom seeds = new SplittableRandom(20261122);
    Map<String, Supplier<Supplier<String>>> cases = new LinkedHashMap<>();
    cases.put("$lookup", () -> byCode("CodeSystem/$lookup?system=", "&code=", seeds.split()));
    cases.put(
        "$validate-code", () -> byCode("CodeSystem/$validate-code?url=", "&code=", seeds.split()));
    String expand = "ValueSet/$expand?url=" + encoded(DISEASES + "?fhir_vs") + "&count=20&filter=";
    found(expand, "急性肝炎");
    cases.put(
        "$expand by Chinese",
        () -> {
          SplittableRandom random = seeds.split();
          return () -> expand + encoded(table.part(random));
        });
    cases.put(
        "$expand by initials",
        () -> {
          SplittableRandom random = seeds.split();
          return () -> expand + encoded(pinyin.initials(table.part(random)));
        });
    cases.put(
        "$expand by pinyin",
        () -> {
          SplittableRandom random = seeds.split();
          return () -> expand + encoded(pinyin.full(table.part(random)));
        });
    return cases;
  }

  private Supplier<String> byCode(String before, String after, SplittableRandom random) {
    return () ->
        before + encoded(DISEASES) + after + DiseaseTable.code(random.nextInt(table.size()));
  }

  /** A case that finds nothing would be fast. */
  private void found(String expand, String text) throws IOException, InterruptedException {
    JsonNode contains = server.get(expand + encoded(text)).path("expansion").path("contains");
    if (contains.isEmpty() || !contains.get(0).path("display").asText().contains(text)) {
      throw new IOException("nothing found by " + text);
    }
  }
}
