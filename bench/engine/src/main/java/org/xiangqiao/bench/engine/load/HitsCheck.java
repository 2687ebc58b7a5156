package org.xiangqiao.bench.engine.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.bench.engine.ask.Draw;
import org.xiangqiao.bench.engine.ask.RawTables;
import org.xiangqiao.bench.engine.ask.Scenario;
import org.xiangqiao.bench.engine.corpus.Corpus;

/** Whether all targets find the same number of resources: who finds less is fast for nothing. */
public final class HitsCheck {

  private static final int QUESTIONS = 8;

  /**
   * @param ours matches over all questions; -1 if it is not offered
   * @param peer the same
   * @param raw the same
   */
  public record Hits(
      String scenario, int questions, long ours, long peer, long raw, String remark) {

    public boolean same() {
      return ours < 0 || peer < 0 || ours == peer;
    }
  }

  private final HttpTarget ours;
  private final HttpTarget peer;
  private final String url;
  private final Set<String> types;

  /**
   * @param peer or null
   * @param url of our database
   */
  public HitsCheck(HttpTarget ours, HttpTarget peer, String url, Corpus corpus) {
    this.ours = ours;
    this.peer = peer;
    this.url = url;
    this.types = corpus.compartmentTypes();
  }

  public Hits check(Scenario scenario, Draw.Source draws) throws Exception {
    long[] found = new long[3];
    List<String> remarks = new ArrayList<>();
    try (RawTables tables = new RawTables(url)) {
      for (int question = 0; question < QUESTIONS; question++) {
        Draw draw = draws.next();
        long mine = count(ours, scenario, draw, remarks);
        long theirs = peer == null ? -1 : count(peer, scenario, draw, remarks);
        found[0] = mine < 0 || found[0] < 0 ? -1 : found[0] + mine;
        found[1] = theirs < 0 || found[1] < 0 ? -1 : found[1] + theirs;
        found[2] += scenario.sql().ask(tables, draw);
        if (mine >= 0 && theirs >= 0 && mine != theirs) {
          remarks.add(scenario.http().apply(draw).address() + ": " + mine + ", " + theirs);
        }
      }
    }
    return new Hits(
        scenario.id(),
        QUESTIONS,
        found[0],
        found[1],
        found[2],
        remarks.isEmpty() ? "" : remarks.get(0));
  }

  private long count(HttpTarget target, Scenario scenario, Draw draw, List<String> remarks)
      throws Exception {
    HttpTarget.Reply reply = target.exchange(scenario.http().apply(draw));
    if (reply.status() != 200) {
      remarks.add(target.name() + " answers " + reply.status());
      return -1;
    }
    JsonNode body = target.parsed(reply);
    if (!body.path("resourceType").asText().equals("Bundle")) {
      return 1;
    }
    if (scenario.id().equals("total")) {
      return body.path("total").asLong(-1);
    }
    long count = 0;
    for (JsonNode entry : body.path("entry")) {
      boolean match = !entry.at("/search/mode").asText("match").equals("include");
      // Each adds what the record refers to as it sees fit: organizations, practitioners, devices.
      boolean everything = scenario.id().equals("everything");
      boolean counted =
          everything ? types.contains(entry.at("/resource/resourceType").asText()) : match;
      count += counted ? 1 : 0;
    }
    return count;
  }
}
