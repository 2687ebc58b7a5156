package org.xiangqiao.store.binary;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;

/** Takes the data out of Binary resources that are about to be written. */
public final class BinaryWrites {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Deduplication deduplication;

  public BinaryWrites(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    this.deduplication = new Deduplication(jdbc);
  }

  /** Stages inline data, once however often the write is attempted afterwards. */
  public void stage(int tenant, Collection<Binary> binaries) {
    List<Inline> inline = new ArrayList<>();
    for (Binary binary : binaries) {
      boolean named = ContentMark.of(binary) != null;
      if (!named && binary.getDataElement().hasExtension()) {
        throw StoreProblem.of(Kind.UNPROCESSABLE, "Binary.data", "binary-data-extension")
            .exception();
      }
      if (binary.getData() != null) {
        inline.add(new Inline(binary, BinaryContents.sha256().digest(binary.getData())));
      } else if (!named) {
        binary.setDataElement(null);
      }
    }
    if (inline.isEmpty()) {
      return;
    }
    // One order for all writers: none waits for another in a circle.
    inline.sort(Comparator.comparing(Inline::hash, Arrays::compareUnsigned));
    transaction.executeWithoutResult(
        status -> inline.forEach(each -> ContentMark.put(each.binary(), keep(tenant, each))));
  }

  private BinaryContent keep(int tenant, Inline inline) {
    byte[] data = inline.binary().getData();
    UUID known = deduplication.find(tenant, inline.hash());
    if (known != null) {
      return new BinaryContent(known, data.length);
    }
    UUID id = UUID.randomUUID();
    jdbc.update(
        "insert into binary_content (tenant_id, content_id, sha256, length) values (?, ?, ?, ?)",
        tenant,
        id,
        inline.hash(),
        (long) data.length);
    List<Object[]> chunks = new ArrayList<>();
    for (int at = 0; at < data.length; at += BinaryContents.CHUNK) {
      int end = Math.min(data.length, at + BinaryContents.CHUNK);
      chunks.add(
          new Object[] {tenant, id, at / BinaryContents.CHUNK, Arrays.copyOfRange(data, at, end)});
    }
    jdbc.batchUpdate(
        "insert into binary_chunk (tenant_id, content_id, number, bytes) values (?, ?, ?, ?)",
        chunks);
    return new BinaryContent(id, data.length);
  }

  /**
   * Inside the transaction of a write: the contents its Binary resources refer to are theirs from
   * now on.
   */
  public void claim(int tenant, Collection<Binary> binaries) {
    stage(tenant, binaries);
    List<BinaryContent> wanted =
        binaries.stream().map(ContentMark::of).filter(each -> each != null).distinct().toList();
    if (wanted.isEmpty()) {
      return;
    }
    UUID[] ids = wanted.stream().map(BinaryContent::id).toArray(UUID[]::new);
    Long[] lengths = wanted.stream().map(BinaryContent::length).toArray(Long[]::new);
    jdbc.execute(
        (Connection connection) -> {
          try (var claim =
              connection.prepareStatement(
                  "update binary_content set staged_at = null"
                      + " where tenant_id = ? and content_id = any(?) and staged_at is not null")) {
            claim.setInt(1, tenant);
            claim.setArray(2, connection.createArrayOf("uuid", ids));
            claim.executeUpdate();
          }
          try (var count =
              connection.prepareStatement(
                  "select count(*) from binary_content c"
                      + " join unnest(?::uuid[], ?::bigint[]) as k(id, length)"
                      + " on c.content_id = k.id and c.length = k.length"
                      + " where c.tenant_id = ? and c.sha256 is not null")) {
            count.setArray(1, connection.createArrayOf("uuid", ids));
            count.setArray(2, connection.createArrayOf("bigint", lengths));
            count.setInt(3, tenant);
            try (var row = count.executeQuery()) {
              row.next();
              if (row.getInt(1) != ids.length) {
                throw StoreProblem.of(Kind.UNPROCESSABLE, "Binary.data", "binary-content-unknown")
                    .exception();
              }
            }
          }
          return null;
        });
  }

  private record Inline(Binary binary, byte[] hash) {}
}
