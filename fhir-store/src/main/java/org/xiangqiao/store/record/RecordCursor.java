package org.xiangqiao.store.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.xiangqiao.store.RecordRequest;
import org.xiangqiao.store.search.CursorSeal;
import org.xiangqiao.store.search.criteria.SearchProblems;

/**
 * Where a page of a record begins: bound to the tenant and to the resident or encounter.
 *
 * @param type whose rows come next when all residents are asked for; empty for one record
 * @param rid the last row that is done with
 */
record RecordCursor(String type, long rid) {

  private static final int MAGIC = 0x52430001;

  static final RecordCursor START = new RecordCursor("", -1);

  static RecordCursor of(CursorSeal seal, int tenantId, RecordRequest request) {
    if (request.cursor() == null) {
      return START;
    }
    byte[] bytes = seal.open(request.cursor());
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC
          || in.readInt() != tenantId
          || !in.readUTF().equals(request.type())
          || !in.readUTF().equals(request.id() == null ? "" : request.id())) {
        throw SearchProblems.cursor();
      }
      return new RecordCursor(in.readUTF(), in.readLong());
    } catch (IOException e) {
      throw SearchProblems.cursor();
    }
  }

  String seal(CursorSeal seal, int tenantId, RecordRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(tenantId);
      out.writeUTF(request.type());
      out.writeUTF(request.id() == null ? "" : request.id());
      out.writeUTF(type);
      out.writeLong(rid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seal.seal(bytes.toByteArray());
  }
}
