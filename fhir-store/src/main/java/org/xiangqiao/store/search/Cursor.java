package org.xiangqiao.store.search;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.search.criteria.SearchProblems;

/**
 * All that a page needs, so that no node has to remember anything.
 *
 * @param total what the first page counted, or null
 * @param after last entry of the page before; null for the first page
 */
record Cursor(int tenantId, SearchRequest request, Long total, PageKey after) {

  /** Tells a search's cursor from others under the same seal, and its layout. */
  private static final int MAGIC = 0x53430004;

  private static final byte MISSING = 0;
  private static final byte TEXT = 1;
  private static final byte INSTANT = 2;
  private static final byte NUMBER = 3;

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(tenantId);
      text(out, request.type() == null ? "" : request.type());
      out.writeBoolean(request.compartment() != null);
      if (request.compartment() != null) {
        text(out, request.compartment().type());
        text(out, request.compartment().id());
      }
      out.writeBoolean(request.lenient());
      out.writeBoolean(request.own());
      out.writeInt(request.parameters().size());
      for (Map.Entry<String, List<String>> parameter : request.parameters().entrySet()) {
        text(out, parameter.getKey());
        out.writeInt(parameter.getValue().size());
        for (String value : parameter.getValue()) {
          text(out, value);
        }
      }
      out.writeLong(total == null ? -1 : total);
      out.writeBoolean(after != null);
      if (after != null) {
        key(out, after);
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
      SearchRequest.Compartment compartment =
          in.readBoolean() ? new SearchRequest.Compartment(text(in), text(in)) : null;
      boolean lenient = in.readBoolean();
      boolean own = in.readBoolean();
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
      return new Cursor(
          tenantId,
          new SearchRequest(type.isEmpty() ? null : type, compartment, parameters, lenient, own),
          total < 0 ? null : total,
          in.readBoolean() ? key(in) : null);
    } catch (IOException e) {
      throw SearchProblems.cursor();
    }
  }

  private static void key(DataOutputStream out, PageKey key) throws IOException {
    out.writeBoolean(key.undated());
    out.writeLong(key.rid());
    out.writeInt(key.values().size());
    for (Object value : key.values()) {
      if (value instanceof String text) {
        out.writeByte(TEXT);
        text(out, text);
      } else if (value instanceof Instant instant) {
        out.writeByte(INSTANT);
        out.writeLong(instant.toEpochMilli());
      } else if (value instanceof BigDecimal number) {
        out.writeByte(NUMBER);
        text(out, number.toString());
      } else {
        out.writeByte(MISSING);
      }
    }
  }

  private static PageKey key(DataInputStream in) throws IOException {
    boolean undated = in.readBoolean();
    long rid = in.readLong();
    List<Object> values = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      values.add(
          switch (in.readByte()) {
            case TEXT -> text(in);
            case INSTANT -> Instant.ofEpochMilli(in.readLong());
            case NUMBER -> new BigDecimal(text(in));
            default -> null;
          });
    }
    return new PageKey(undated, values, rid);
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
