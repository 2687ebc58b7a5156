package org.xiangqiao.integration.insurance.codes;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.catalogue.Asking;
import org.xiangqiao.integration.insurance.catalogue.Catalogue;
import org.xiangqiao.integration.insurance.catalogue.JobTurn;
import org.xiangqiao.integration.insurance.catalogue.StoppedException;
import org.xiangqiao.mappings.insurance.codes.ItemMappingMessages;
import org.xiangqiao.mappings.insurance.codes.ItemMappingMessages.Item;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.Payload;

/**
 * Tells the platform the items' mapping (3301 目录对照上传) and takes back what is mapped no more (3302
 * 目录对照撤销), in batches. A row is noted as sent before it leaves; when the answer is lost the same
 * row is sent again, which changes nothing at the platform. Of a batch that is refused halves are
 * sent, until the rows that are refused are alone.
 */
public final class ItemUploads implements Catalogue {

  /** Number of the job, and of what it mostly sends. */
  public static final String UPLOAD = "3301";

  private static final String WITHDRAW = "3302";
  private static final int LONGEST_ERROR = 200;
  private static final Pattern PERSON = Pattern.compile("[0-9]{17}[0-9Xx]|[0-9]{15}");

  private final ItemUploadRows rows;
  private final int batch;
  private final ItemMappingMessages messages = new ItemMappingMessages();

  /**
   * @param batch rows of a message, at most
   */
  public ItemUploads(JdbcTemplate jdbc, int batch) {
    this.rows = new ItemUploadRows(jdbc);
    this.batch = batch;
  }

  @Override
  public String infno() {
    return UPLOAD;
  }

  @Override
  public void work(JobTurn turn, Asking platform) {
    Telling withdrawing =
        new Telling(
            turn,
            platform,
            WITHDRAW,
            items -> messages.withdraw(turn.institution(), items),
            () -> rows.withdrawals(turn.tenantId(), turn.institution(), batch));
    boolean withdraws = platform.knows(WITHDRAW);
    if (withdraws) {
      withdrawing.all();
    }
    new Telling(
            turn,
            platform,
            UPLOAD,
            messages::upload,
            () -> rows.uploads(turn.tenantId(), turn.institution(), batch))
        .all();
    if (!withdraws && !withdrawing.due.get().isEmpty()) {
      throw new StoppedException("no-path");
    }
  }

  /** One of the two, until nothing of it is due. */
  private final class Telling {

    private final JobTurn turn;
    private final Asking platform;
    private final String infno;
    private final Function<List<Item>, Payload> message;
    private final Supplier<List<ItemUploadRows.Due>> due;

    Telling(
        JobTurn turn,
        Asking platform,
        String infno,
        Function<List<Item>, Payload> message,
        Supplier<List<ItemUploadRows.Due>> due) {
      this.turn = turn;
      this.platform = platform;
      this.infno = infno;
      this.message = message;
      this.due = due;
    }

    /**
     * @throws StoppedException if the platform takes no row of a batch: something else is wrong
     */
    void all() {
      List<ItemUploadRows.Due> next = due.get();
      while (!next.isEmpty()) {
        if (tell(next) == 0 && next.size() > 1) {
          throw new StoppedException("all-refused");
        }
        next = due.get();
      }
    }

    /** How many of them the platform took. */
    private int tell(List<ItemUploadRows.Due> some) {
      turn.within(() -> rows.sending(turn.tenantId(), turn.institution(), some));
      InsuranceAnswer answer =
          platform.ask(infno, message.apply(some.stream().map(ItemUploadRows.Due::item).toList()));
      if (answer.code() == 0) {
        turn.within(() -> taken(some));
        return some.size();
      }
      if (some.size() == 1) {
        String error = error(answer);
        turn.within(() -> rows.refused(turn.tenantId(), turn.institution(), some.get(0), error));
        return 0;
      }
      int half = some.size() / 2;
      return tell(some.subList(0, half)) + tell(some.subList(half, some.size()));
    }

    private void taken(List<ItemUploadRows.Due> some) {
      if (infno.equals(UPLOAD)) {
        rows.booked(turn.tenantId(), turn.institution(), some);
      } else {
        rows.withdrawn(turn.tenantId(), turn.institution(), some);
      }
    }
  }

  private static String error(InsuranceAnswer answer) {
    String text = answer.error() == null ? String.valueOf(answer.code()) : answer.error();
    String masked = PERSON.matcher(text.replace('\u0000', ' ')).replaceAll("***");
    return masked.length() > LONGEST_ERROR ? masked.substring(0, LONGEST_ERROR) : masked;
  }
}
