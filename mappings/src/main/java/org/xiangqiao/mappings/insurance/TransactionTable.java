package org.xiangqiao.mappings.insurance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xiangqiao.terminology.CsvResource;

/** All transactions of the platform (两定接口), from the data files beside this class; immutable. */
public final class TransactionTable {

  /** Number under which the fields of the envelope itself are listed. */
  public static final String ENVELOPE = "ENVELOPE";

  private final Map<String, Transaction> transactions;

  private TransactionTable(Map<String, Transaction> transactions) {
    this.transactions = Collections.unmodifiableMap(transactions);
  }

  public static TransactionTable load() {
    Map<String, List<Node>> nodes =
        NodeRows.group(rows("fields.csv"), NodeShapes.of(rows("nodes.csv")));
    Map<String, Transaction> table = new LinkedHashMap<>();
    table.put(ENVELOPE, envelope(nodes.getOrDefault(ENVELOPE, List.of())));
    for (Map<String, String> row : rows("transactions.csv")) {
      String infno = row.get("infno");
      if (table.put(infno, transaction(row, nodes.getOrDefault(infno, List.of()))) != null) {
        throw new IllegalStateException("transaction " + infno + " is twice in transactions.csv");
      }
    }
    if (!table.keySet().containsAll(nodes.keySet())) {
      throw new IllegalStateException("fields.csv has transactions that transactions.csv lacks");
    }
    return new TransactionTable(table);
  }

  /**
   * With the fields that the operator completed, in place of those that are here of the same
   * direction; {@link OperatorFiles} reads and checks them.
   *
   * @param rows by the columns of {@code fields.csv}
   * @param shapes by the columns of {@code nodes.csv}, beside those that are there
   * @throws IllegalStateException when a row is not usable or its transaction unknown
   */
  TransactionTable with(List<Map<String, String>> rows, List<Map<String, String>> shapes) {
    List<Map<String, String>> all = new ArrayList<>(rows("nodes.csv"));
    all.addAll(shapes);
    Map<String, Transaction> table = new LinkedHashMap<>(transactions);
    NodeRows.group(rows, NodeShapes.of(all))
        .forEach(
            (infno, nodes) -> {
              if (table.computeIfPresent(infno, (key, known) -> known.with(nodes)) == null) {
                throw new IllegalStateException("there is no transaction " + infno);
              }
            });
    return new TransactionTable(table);
  }

  public Optional<Transaction> find(String infno) {
    return Optional.ofNullable(transactions.get(infno));
  }

  /**
   * @throws IllegalArgumentException when there is no such transaction
   */
  public Transaction transaction(String infno) {
    return find(infno)
        .orElseThrow(() -> new IllegalArgumentException("there is no transaction " + infno));
  }

  /**
   * The transaction whose fields a number sends: its own, and in a direction that nobody completed
   * those of the operation that it is a variant of ({@code 2206A} of 2206); empty when neither is
   * known.
   */
  public Optional<Transaction> described(String infno) {
    Optional<Transaction> own = find(infno).filter(Transaction::documented);
    Optional<Transaction> base = variant(infno).flatMap(this::find).filter(Transaction::documented);
    return own.isPresent() && base.isPresent()
        ? Optional.of(base.get().with(own.get().nodes()))
        : own.or(() -> base);
  }

  /** The operation that a number may be a variant of: 2206 of {@code 2206A}. */
  static Optional<String> variant(String infno) {
    return infno.endsWith("A")
        ? Optional.of(infno.substring(0, infno.length() - 1))
        : Optional.empty();
  }

  /** The fields of the envelope (报文) itself. */
  public Transaction envelope() {
    return transactions.get(ENVELOPE);
  }

  /** Without the envelope, in the order of the file. */
  public Collection<Transaction> all() {
    return transactions.values().stream()
        .filter(transaction -> !transaction.infno().equals(ENVELOPE))
        .collect(Collectors.toUnmodifiableList());
  }

  private static Transaction transaction(Map<String, String> row, List<Node> nodes) {
    return new Transaction(
        row.get("infno"),
        row.get("name_zh"),
        row.get("name_en"),
        Arrays.stream(row.get("paths").split("\\|")).filter(path -> !path.isEmpty()).toList(),
        Effect.valueOf(row.get("effect").toUpperCase(Locale.ROOT)),
        row.get("reversible").equals("yes"),
        nodes);
  }

  private static Transaction envelope(List<Node> nodes) {
    return new Transaction(ENVELOPE, "报文", "envelope", List.of(), Effect.NONE, false, nodes);
  }

  /** Shapes of nodes as they ship. */
  static NodeShapes shapes() {
    return NodeShapes.of(rows("nodes.csv"));
  }

  private static List<Map<String, String>> rows(String file) {
    return CsvResource.rows(TransactionTable.class, file);
  }
}
