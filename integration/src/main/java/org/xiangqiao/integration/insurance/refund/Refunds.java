package org.xiangqiao.integration.insurance.refund;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.CaseFiles;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.desk.FactReader;
import org.xiangqiao.integration.insurance.desk.Intake;
import org.xiangqiao.integration.insurance.run.CaseRuns;
import org.xiangqiao.integration.insurance.run.Dossiers;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.run.Presented;
import org.xiangqiao.integration.insurance.undo.CutOffs;
import org.xiangqiao.store.FhirStore;

/** Partial refunds (部分退费) of this node, put together. */
public final class Refunds implements AutoCloseable {

  /** Beyond one wait for a bill, for what is done around it. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final RefundDesk desk;
  private final Refunding refunding;

  /**
   * @param dossiers as they are, for what the platform wants to know
   * @param checked dossiers that are held against the rules before anything is cancelled
   * @param found what these rules found of a claim, and stands
   * @param poll pause between looks for what is due
   * @param wait how long a caller waits
   */
  public Refunds(
      FhirStore store,
      FhirContext fhir,
      JdbcTemplate jdbc,
      Books books,
      CaseRuns runs,
      Lines lines,
      Intake intake,
      FactReader facts,
      Dossiers dossiers,
      Dossiers checked,
      Function<InsuranceCase, List<DetectedIssue>> found,
      CaseFiles files,
      Presented presented,
      ClaimDesk claims,
      CutOffs cutOffs,
      Duration poll,
      Duration wait,
      Clock clock) {
    RefundRows rows = new RefundRows(jdbc);
    Moves moves = new Moves(store, fhir, books.cases(), rows, found, clock);
    NewBill newBill = new NewBill(dossiers, checked);
    Settling settling =
        new Settling(books, runs, lines, intake, files, claims, presented, cutOffs, newBill, wait);
    refunding = new Refunding(rows, settling, moves, presented, poll, wait.plus(MARGIN));
    desk =
        new RefundDesk(
            store, books, runs, intake, facts, files, presented, claims, newBill, rows, moves,
            settling, refunding, wait, clock);
  }

  public RefundDesk desk() {
    return desk;
  }

  /** Begins to look for refunds that were left. */
  public void start() {
    refunding.start();
  }

  @Override
  public void close() {
    refunding.close();
  }
}
