package org.xiangqiao.integration.insurance.catalogue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.xiangqiao.integration.insurance.catalogue.JobTurn.RefusedRow;
import org.xiangqiao.mappings.insurance.Field;
import org.xiangqiao.mappings.insurance.Node;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueMessages;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueMessages.Code;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

/**
 * Fetches all dictionaries that the interface's fields name (1901 字典表查询), one after the other; a
 * dictionary that came refuses what it lacks from then on, one that the platform does not know or
 * tells nothing of stays as it was.
 */
final class DictionaryDownload implements Catalogue {

  static final String INFNO = "1901";

  /** Larger ones are no dictionaries of fields. */
  private static final int MOST_CODES = 50_000;

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final TreeSet<String> names = new TreeSet<>();
  private final DictionaryRows rows;
  private final Publishing publishing;
  private final Function<String, String> districts;
  private final String parent;
  private final Clock clock;
  private final CatalogueMessages messages = new CatalogueMessages();

  /**
   * @param districts by institution
   * @param parent what is asked for as {@code parentValue}
   */
  DictionaryDownload(
      TransactionTable table,
      DictionaryRows rows,
      Publishing publishing,
      Function<String, String> districts,
      String parent,
      Clock clock) {
    table.all().stream()
        .flatMap(transaction -> transaction.nodes().stream())
        .map(Node::fields)
        .flatMap(List::stream)
        .map(Field::dictionaryName)
        .forEach(name -> name.ifPresent(names::add));
    this.rows = rows;
    this.publishing = publishing;
    this.districts = districts;
    this.parent = parent;
    this.clock = clock;
  }

  @Override
  public String infno() {
    return INFNO;
  }

  @Override
  public void work(JobTurn turn, Asking platform) {
    String next = turn.position() == null ? names.first() : names.higher(turn.position());
    while (next != null) {
      fetch(turn, platform, next);
      next = names.higher(next);
    }
    for (DictionaryRows.Unpublished one : rows.unpublished(turn.tenantId())) {
      List<Code> codes = rows.codes(turn.tenantId(), one.name());
      publishing.publish(
          turn,
          InsuranceSystems.dictionary(one.name()),
          "1901-" + one.revision(),
          "医保字典 " + one.name(),
          csv -> {
            csv.printRecord("code", "display", "vali_flag");
            for (Code code : codes) {
              csv.printRecord(code.code(), code.meaning(), "1");
            }
          });
      turn.within(() -> rows.published(turn.tenantId(), one));
    }
  }

  private void fetch(JobTurn turn, Asking platform, String name) {
    LocalDate today = LocalDate.now(clock.withZone(CHINA));
    InsuranceAnswer answer =
        platform.ask(
            INFNO, messages.dictionary(name, parent, districts.apply(turn.institution()), today));
    if (answer.code() != 0) {
      String text = String.valueOf(answer.error());
      String said = text.length() > 200 ? text.substring(0, 200) : text;
      List<RefusedRow> refused =
          List.of(new RefusedRow(name, "dictionary-refused", List.of(name, said)));
      turn.within(() -> turn.at(name, null, 0, refused));
      return;
    }
    List<RefusedRow> refused = new ArrayList<>();
    Map<String, Code> codes = new LinkedHashMap<>();
    List<Row> told = messages.rows(answer.output());
    for (int i = 0; i < told.size(); i++) {
      String place = name + "[" + (i + 1) + "]";
      Code code = messages.code(told.get(i)).orElse(null);
      if (code == null) {
        refused.add(new RefusedRow(place, "row-incomplete", List.of("value, label")));
      } else if (messages.inUse(told.get(i)) && codes.putIfAbsent(code.code(), code) != null) {
        refused.add(new RefusedRow(place, "row-twice", List.of(code.code())));
      }
    }
    boolean usable = !codes.isEmpty() && codes.size() <= MOST_CODES;
    if (!usable) {
      refused.add(new RefusedRow(name, "dictionary-size", List.of(name, "" + codes.size())));
    }
    turn.within(
        () -> {
          if (usable) {
            rows.replace(turn.tenantId(), name, codes.values());
          }
          turn.at(name, null, told.size(), refused);
        });
  }
}
