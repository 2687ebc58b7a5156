package org.xiangqiao.store.search;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.search.criteria.SearchProblems;

/**
 * All that the next page needs, so that no node has to remember anything.
 *
 * @param total what the first page counted, or null
 */
record Cursor(int tenantId, SearchRequest request, Long total, PageKey after) {

  /** Tells a search's cursor from others under the same seal, and its layout. */
  private static final int MAGIC = 0x53430001;

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(tenantId);
      text(out, request.type());
      out.writeBoolean(request.lenient());
      out.writeInt(request.parameters().size());
      for (Map.Entry<String, List<String>> parameter : request.parameters().entrySet()) {
        text(out, parameter.getKey());
        out.writeInt(parameter.getValue().size());
        for (String value : parameter.getValue()) {
          text(out, value);
        }
      }
      out.writeLong(total == null ? -1 : total);
      out.writeBoolean(after.undated());
      out.writeLong(after.rid());
      out.writeBoolean(after.id() != null);
      if (after.id() != null) {
        text(out, after.id());
      }
      out.writeBoolean(after.instant() != null);
      if (after.instant() != null) {
        out.writeLong(after.instant().toEpochMilli());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Cursor of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw SearchProblems.cursor();
      }
      int tenantId = in.readInt();
      String type = text(in);
      boolean lenient = in.readBoolean();
      Map<String, List<String>> parameters = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        String name = text(in);
        List<String> values = new ArrayList<>();
        for (int valuesLeft = in.readInt(); valuesLeft > 0; valuesLeft--) {
          values.add(text(in));
        }
        parameters.put(name, values);
      }
      long total = in.readLong();
      boolean undated = in.readBoolean();
      long rid = in.readLong();
      String id = in.readBoolean() ? text(in) : null;
      Instant instant = in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null;
      return new Cursor(
          tenantId,
          new SearchRequest(type, parameters, lenient),
          total < 0 ? null : total,
          new PageKey(undated, id, instant, rid));
    } catch (IOException e) {
      throw SearchProblems.cursor();
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
