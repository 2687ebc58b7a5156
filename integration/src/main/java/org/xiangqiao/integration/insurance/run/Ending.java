package org.xiangqiao.integration.insurance.run;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.book.LeaseLostException;
import org.xiangqiao.integration.insurance.book.PersonLease;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.WriteOperation;

/** Notes how a case ended together with what is told of it, whatever becomes of the telling. */
final class Ending {

  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  private final Books books;
  private final Telling telling;
  private final PersonLease owner;

  Ending(Books books, Telling telling, PersonLease owner) {
    this.books = books;
    this.telling = telling;
    this.owner = owner;
  }

  /**
   * @param changed steps that are noted with it
   * @param resources that tell of it
   */
  void tell(InsuranceCase ended, List<Step> changed, Supplier<List<WriteOperation>> resources) {
    told(ended, changed, resources, this::untold);
  }

  /** What moved is never dropped, even if it cannot be told: then a person is told to look. */
  private void untold(InsuranceCase ended, List<Step> changed) {
    told(
        ended,
        changed,
        () -> telling.untold(ended),
        (same, steps) -> books.note(owner, same, steps, Duration.ZERO));
  }

  private void told(
      InsuranceCase ended,
      List<Step> changed,
      Supplier<List<WriteOperation>> resources,
      BiConsumer<InsuranceCase, List<Step>> otherwise) {
    try {
      books.tell(owner, ended, changed, resources.get());
    } catch (LeaseLostException | DataAccessException | TransactionException later) {
      throw later;
    } catch (RuntimeException failed) {
      if (failed instanceof StoreException refused
          && (refused.kind() == StoreProblem.Kind.UNAVAILABLE
              || refused.kind() == StoreProblem.Kind.TIMEOUT)) {
        throw refused;
      }
      LOG.error(
          "claim case {}: its answer could not be stored: {}",
          ended.id(),
          failed.getClass().getName());
      otherwise.accept(ended, changed);
    }
  }
}
