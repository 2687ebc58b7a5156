package org.xiangqiao.store.binary;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.database.DatabaseFailures;

/**
 * Bytes of Binary resources, streamed in both directions. No transaction and no connection is held
 * while a client sends or takes them: chunks are staged one by one, and become part of a resource
 * when a write refers to them. What no write ever referred to is swept away.
 */
public final class BinaryContents {

  /** Bytes of a chunk; only the last of a content is shorter. */
  static final int CHUNK = 256 * 1024;

  private static final int SWEPT_AT_ONCE = 100;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Deduplication deduplication;

  public BinaryContents(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    this.deduplication = new Deduplication(jdbc);
  }

  /**
   * Takes a content in. If it breaks off, or is longer than {@code limit} bytes, nothing is left.
   *
   * @throws IOException as the stream threw it
   * @throws org.xiangqiao.store.StoreException {@code TOO_LARGE}
   */
  public BinaryContent receive(Caller caller, InputStream bytes, long limit) throws IOException {
    int tenant = caller.tenantId();
    UUID id = UUID.randomUUID();
    try {
      jdbc.update("insert into binary_content (tenant_id, content_id) values (?, ?)", tenant, id);
      return stage(tenant, id, bytes, limit);
    } catch (IOException | RuntimeException broken) {
      discard(tenant, id, broken);
      if (broken instanceof RuntimeException failure) {
        throw DatabaseFailures.translate(failure);
      }
      throw broken;
    }
  }

  private BinaryContent stage(int tenant, UUID id, InputStream bytes, long limit)
      throws IOException {
    MessageDigest digest = sha256();
    byte[] chunk = new byte[CHUNK];
    long length = 0;
    int number = 0;
    for (int read; (read = bytes.readNBytes(chunk, 0, CHUNK)) > 0; number++) {
      length += read;
      if (length > limit) {
        throw StoreProblem.of(StoreProblem.Kind.TOO_LARGE, "Binary.data", "binary-too-large", limit)
            .exception();
      }
      digest.update(chunk, 0, read);
      jdbc.update(
          "insert into binary_chunk (tenant_id, content_id, number, bytes) values (?, ?, ?, ?)",
          tenant,
          id,
          number,
          read == CHUNK ? chunk : Arrays.copyOf(chunk, read));
    }
    BinaryContent received = new BinaryContent(id, length);
    byte[] hash = digest.digest();
    return transaction.execute(status -> deduplication.settle(tenant, received, hash));
  }

  /** A failure here leaves the rest to {@link #sweep}. */
  private void discard(int tenant, UUID id, Exception broken) {
    try {
      jdbc.update(
          "delete from binary_content where tenant_id = ? and content_id = ? and sha256 is null",
          tenant,
          id);
    } catch (RuntimeException alsoBroken) {
      broken.addSuppressed(alsoBroken);
    }
  }

  /**
   * Gives {@code length} bytes from {@code first} on, chunk by chunk.
   *
   * @throws IOException as {@code out} threw it
   */
  public void copy(Caller caller, BinaryContent content, long first, long length, OutputStream out)
      throws IOException {
    long end = Math.min(content.length(), first + length);
    for (long at = first; at < end; ) {
      byte[] chunk = chunk(caller.tenantId(), content.id(), (int) (at / CHUNK));
      int from = (int) (at % CHUNK);
      int count = (int) Math.min(chunk.length - from, end - at);
      if (count <= 0) {
        throw new IllegalStateException("content " + content.id() + " is shorter than recorded");
      }
      out.write(chunk, from, count);
      at += count;
    }
  }

  private byte[] chunk(int tenant, UUID id, int number) {
    try {
      return jdbc.queryForObject(
          "select bytes from binary_chunk where tenant_id = ? and content_id = ? and number = ?",
          byte[].class,
          tenant,
          id,
          number);
    } catch (RuntimeException failure) {
      throw DatabaseFailures.translate(failure);
    }
  }

  /**
   * Removes contents that no Binary has ever referred to.
   *
   * @param age how long ago they were staged, at least; longer than the slowest upload takes
   * @return how many
   */
  public int sweep(Duration age) {
    int swept = 0;
    List<Integer> removed;
    do {
      removed =
          jdbc.queryForList(
              """
              with old as (
                select tenant_id, content_id from binary_content
                 where staged_at < now() - make_interval(secs => ?)
                 order by staged_at limit ? for update skip locked)
              delete from binary_content c using old
               where c.tenant_id = old.tenant_id and c.content_id = old.content_id
              returning 1
              """,
              Integer.class,
              age.toMillis() / 1000.0,
              SWEPT_AT_ONCE);
      swept += removed.size();
    } while (removed.size() == SWEPT_AT_ONCE);
    return swept;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
