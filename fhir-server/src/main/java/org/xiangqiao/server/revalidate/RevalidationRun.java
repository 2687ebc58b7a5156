package org.xiangqiao.server.revalidate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.xiangqiao.server.revalidate.Asked.Kind;
import org.xiangqiao.server.revalidate.RevalidationJob.Place;
import org.xiangqiao.store.export.VersionPages.Page;
import org.xiangqiao.store.export.VersionPages.Size;
import org.xiangqiao.store.export.VersionPages.Version;
import org.xiangqiao.terminology.validation.Finding;

/** One taker's run of a job, from where the one before it stopped, batch by batch. */
final class RevalidationRun {

  private final ObjectMapper mapper = new ObjectMapper();
  private final RevalidationJob job;
  private final RevalidationTable table;
  private final RevalidationReader reader;
  private final Check check;
  private final Size size;
  private final Tally tally;

  RevalidationRun(
      RevalidationJob job,
      RevalidationTable table,
      RevalidationReader reader,
      Check check,
      RevalidationSettings settings) {
    this.job = job;
    this.table = table;
    this.reader = reader;
    this.check = check;
    this.size = new Size(settings.batchRows(), settings.batchSize().toBytes());
    this.tally =
        new Tally(
            settings.examples(),
            settings.maxLines(),
            table.lines(job.id()).stream().map(ReportLine::key).toList());
  }

  /** What finds the errors of a resource. */
  @FunctionalInterface
  interface Check {

    List<Finding> errors(int tenant, String type, String json);
  }

  /**
   * Where a run stops for breath, so that requests are not starved.
   *
   * @see RevalidationWorker
   */
  @FunctionalInterface
  interface Breath {

    /**
     * @param nanos that the batch took
     * @throws Abandoned if the run is to end
     */
    void after(long nanos);
  }

  /**
   * Ends when everything is counted.
   *
   * @throws Abandoned if nobody wants it any more, or another node has it
   */
  void run(Breath breath) {
    Place place = job.place();
    while (place.stage() < job.asked().types().size()) {
      long begun = System.nanoTime();
      place = batch(place);
      breath.after(System.nanoTime() - begun);
    }
    table.finish(job);
  }

  private Place batch(Place place) {
    String type = job.asked().types().get(place.stage());
    Page page = reader.page(job, type, place, size);
    List<Version> versions = page.versions();
    List<String> senders = reader.senders(job.tenant(), type, versions);
    for (int i = 0; i < versions.size(); i++) {
      look(type, senders.get(i), versions.get(i));
    }
    Place next = page.last() ? place.nextStage() : behind(place, versions);
    long checked = tally.checked();
    long broken = tally.broken();
    table.commit(job, next, checked, broken, tally.take());
    return next;
  }

  private static Place behind(Place place, List<Version> versions) {
    Version last = versions.get(versions.size() - 1);
    return new Place(place.stage(), last.lastUpdated(), last.position());
  }

  private void look(String type, String sender, Version version) {
    if (version.content() == null
        || job.asked().sender() != null && !job.asked().sender().equals(sender)) {
      return;
    }
    String json = reader.whole(job.tenant(), type, version.content());
    if (job.asked().profile() != null && !declares(json, job.asked().profile())) {
      return;
    }
    String reference = type + "/" + version.id();
    if (job.asked().kind() == Kind.WRITTEN) {
      reference += "/_history/" + version.number();
    }
    tally.add(type, sender, reference, check.errors(job.tenant(), type, json));
  }

  private boolean declares(String json, String profile) {
    if (!json.contains(profile)) {
      return false;
    }
    try {
      for (JsonNode each : mapper.readTree(json).at("/meta/profile")) {
        if (each.asText().split("\\|", 2)[0].equals(profile)) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      // Let the check say so.
      return true;
    }
  }
}
