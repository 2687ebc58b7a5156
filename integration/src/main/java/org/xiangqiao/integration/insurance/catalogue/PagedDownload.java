package org.xiangqiao.integration.insurance.catalogue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.xiangqiao.integration.insurance.catalogue.JobTurn.RefusedRow;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueDefinition;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueMessages;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueMessages.Entry;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * Fetches what changed of a catalogue since the last time (1304, 1312 分页查询), page by page; then the
 * whole becomes a version of its code system.
 */
final class PagedDownload implements Catalogue {

  /** What {@code page_num} can hold. */
  private static final int MOST_PAGES = 9_999;

  private static final LocalDate BEGINNING = LocalDate.of(2000, 1, 1);
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  /** Position when all pages are in: the version that they become follows. */
  private static final String PUBLISH = "publish ";

  private final CatalogueDefinition definition;
  private final CatalogueRows rows;
  private final Publishing publishing;
  private final int pageSize;
  private final Clock clock;
  private final CatalogueMessages messages = new CatalogueMessages();

  PagedDownload(
      CatalogueDefinition definition,
      CatalogueRows rows,
      Publishing publishing,
      int pageSize,
      Clock clock) {
    this.definition = definition;
    this.rows = rows;
    this.publishing = publishing;
    this.pageSize = pageSize;
    this.clock = clock;
  }

  @Override
  public String infno() {
    return definition.infno();
  }

  @Override
  public void work(JobTurn turn, Asking platform) {
    String position = turn.position();
    if (position == null || !position.startsWith(PUBLISH)) {
      long changed = pages(turn, platform, position == null ? 1 : Integer.parseInt(position));
      if (changed == 0 && position == null) {
        return;
      }
      String version = LocalDateTime.now(clock.withZone(CHINA)).format(VERSION);
      position = PUBLISH + version;
      String reached = position;
      turn.within(() -> turn.at(reached, null, 0, List.of()));
    }
    if (rows.any(turn.tenantId(), infno())) {
      publishing.publish(
          turn,
          definition.url(),
          position.substring(PUBLISH.length()),
          definition.title(),
          csv -> rows.write(turn.tenantId(), definition, csv));
    }
  }

  /** How many rows are new or changed. */
  private long pages(JobTurn turn, Asking platform, int first) {
    LocalDate since = turn.since() == null ? BEGINNING : turn.since().toLocalDate();
    long changed = 0;
    List<Row> before = List.of();
    for (int page = first; page <= MOST_PAGES; page++) {
      InsuranceAnswer answer = platform.ask(infno(), messages.page(since, page, pageSize));
      if (answer.code() != 0) {
        throw new StoppedException("refused");
      }
      List<Row> now = messages.rows(answer.output());
      if (!now.isEmpty() && now.equals(before)) {
        throw new StoppedException("same-page");
      }
      changed += keep(turn, page, now);
      if (now.size() < pageSize) {
        return changed;
      }
      before = now;
    }
    throw new StoppedException("too-many-pages");
  }

  private int keep(JobTurn turn, int page, List<Row> told) {
    List<Entry> entries = new ArrayList<>();
    List<RefusedRow> refused = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      Entry entry = messages.entry(definition, told.get(i)).orElse(null);
      if (entry == null) {
        String needed =
            definition.code() + ", " + String.join("|", definition.displays()) + ", updt_time";
        refused.add(new RefusedRow(page + "[" + (i + 1) + "]", "row-incomplete", List.of(needed)));
      } else {
        entries.add(entry);
      }
    }
    LocalDateTime newest =
        entries.stream().map(Entry::updated).max(LocalDateTime::compareTo).orElse(null);
    AtomicInteger changed = new AtomicInteger();
    turn.within(
        () -> {
          changed.set(rows.put(turn.tenantId(), infno(), entries));
          turn.at(String.valueOf(page + 1), newest, told.size(), refused);
        });
    return changed.get();
  }
}
