package org.xiangqiao.store.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.search.CursorSeal;

/**
 * Where a page of history ended, bound to tenant, type and instance.
 *
 * @param time lastUpdated of the last entry
 * @param number its feed id, or its version for an instance
 * @param complete horizon of the first page; null for an instance
 */
record HistoryCursor(String type, String id, Instant time, long number, Instant complete) {

  private static final String KIND = "history";
  private static final long NONE = Long.MIN_VALUE;

  /**
   * One line of history.
   *
   * @param effect null when only the row itself can tell
   * @param number as in the cursor
   */
  record Entry(short type, String id, long version, Instant time, Integer effect, long number) {}

  static HistoryCursor after(Entry last, HistoryRequest request, Instant complete) {
    return new HistoryCursor(
        text(request.type()), text(request.id()), last.time(), last.number(), complete);
  }

  String seal(CursorSeal seal, int tenant) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(KIND);
      out.writeInt(tenant);
      out.writeUTF(type);
      out.writeUTF(id);
      out.writeLong(time.toEpochMilli());
      out.writeLong(number);
      out.writeLong(complete == null ? NONE : complete.toEpochMilli());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seal.seal(bytes.toByteArray());
  }

  static HistoryCursor open(CursorSeal seal, String cursor, int tenant, HistoryRequest request) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(seal.open(cursor)))) {
      if (in.readUTF().equals(KIND) && in.readInt() == tenant) {
        HistoryCursor opened =
            new HistoryCursor(
                in.readUTF(),
                in.readUTF(),
                Instant.ofEpochMilli(in.readLong()),
                in.readLong(),
                instant(in.readLong()));
        if (opened.type().equals(text(request.type())) && opened.id().equals(text(request.id()))) {
          return opened;
        }
      }
    } catch (IOException e) {
      // A sealed cursor of another kind is as foreign as one with a broken seal.
    }
    throw StoreProblem.of(StoreProblem.Kind.CURSOR_INVALID, "", "cursor-invalid").exception();
  }

  private static Instant instant(long millis) {
    return millis == NONE ? null : Instant.ofEpochMilli(millis);
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
