package org.xiangqiao.integration.insurance.desk;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.integration.insurance.QuoteSettings;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.run.CaseRuns;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Care;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Goal.Purpose;

/** When a quote (预结算) is asked for anew, and what becomes of one that no claim followed. */
final class Quotes {

  private static final Logger LOG = LoggerFactory.getLogger(Quotes.class);
  private static final int AT_ONCE = 100;

  private final Books books;
  private final CaseFiles files;
  private final CaseRuns runs;
  private final Lines lines;
  private final QuoteSettings settings;

  Quotes(Books books, CaseFiles files, CaseRuns runs, Lines lines, QuoteSettings settings) {
    this.books = books;
    this.files = files;
    this.runs = runs;
    this.lines = lines;
    this.settings = settings;
  }

  /** One that is old or was withdrawn is asked for again; one that a claim has followed is not. */
  boolean askedAnew(InsuranceCase quote) {
    return switch (quote.state()) {
      case BOOKED ->
          quote.goal().purpose() == Purpose.QUOTE && books.quotes().older(quote, settings.fresh());
      case CANCELLED_NOT_RESETTLED -> !quote.open();
      default -> false;
    };
  }

  /**
   * Withdraws what was uploaded for quotes that nobody came back for (预结算过期撤销); of several nodes
   * that see the same one, one does it.
   */
  void withdrawAbandoned() {
    for (InsuranceCase quote : books.quotes().abandoned(settings.abandonedAfter(), AT_ONCE)) {
      try {
        if (lines.of(quote.institution()).up() && files.reopen(quote.caller(), quote, end(quote))) {
          runs.run(books.cases().get(quote.caller().tenantId(), quote.id()));
        }
      } catch (DeskException gone) {
        LOG.debug("insurance quote {} is of no institution that is configured", quote.id());
      }
    }
  }

  /** What others of the visit or stay need is left alone. */
  private Goal end(InsuranceCase quote) {
    Care care = quote.goal().care();
    if (books.quotes().shared(quote)) {
      return care == Care.INPATIENT ? Goal.EXPIRE_STAY : Goal.CANCEL;
    }
    InsuranceCase visit = books.cases().get(quote.caller().tenantId(), quote.visitId());
    // Nobody registered the visit by itself: it is as it was when the quote found it.
    boolean made = visit.state() == BookingState.NEEDS_CREDENTIAL;
    boolean whole = settings.withdrawVisit() && made && !visit.open();
    return Goal.of(whole ? Purpose.WITHDRAW : Purpose.CANCEL, care);
  }
}
