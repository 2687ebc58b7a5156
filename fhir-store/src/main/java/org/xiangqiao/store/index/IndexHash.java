package org.xiangqiao.store.index;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The 64-bit keyed hashes (SipHash-2-4) of the index. A hash only finds candidates: whoever decides
 * by an identifier compares the full values.
 */
public final class IndexHash {

  /** What a hashed value stands for; the same text in another form has another hash. */
  private enum Form {
    PARAMETER,
    CODE,
    SYSTEM_AND_CODE,
    CODE_WITHOUT_SYSTEM,
    SYSTEM,
    URI,
    REFERENCE,
    REFERENCE_ID,
    EXACT,
    TERM,
    PAIR,
    UNIT
  }

  private final HashFunction sipHash;

  /** Of the parameters that there are: they are asked for with each value. */
  private final Map<String, Integer> presences = new ConcurrentHashMap<>();

  /**
   * @param key 16 bytes, the installation's own
   */
  public IndexHash(byte[] key) {
    if (key.length != 16) {
      throw new IllegalArgumentException("the index hash key has 16 bytes, not " + key.length);
    }
    ByteBuffer bytes = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
    this.sipHash = Hashing.sipHash24(bytes.getLong(), bytes.getLong());
  }

  /** Column {@code parameter} of the index tables: the hash of {@code Type.code}. */
  public long parameter(String typeAndCode) {
    return hash(0, Form.PARAMETER, typeAndCode, "", "");
  }

  /** {@code code}: whatever its system. */
  public long code(int tenantId, String parameter, String code) {
    return hash(tenantId, Form.CODE, parameter, "", code);
  }

  /** {@code system|code}. */
  public long systemAndCode(int tenantId, String parameter, String system, String code) {
    return hash(tenantId, Form.SYSTEM_AND_CODE, parameter, system, code);
  }

  /** {@code |code}: a code that has no system. */
  public long codeWithoutSystem(int tenantId, String parameter, String code) {
    return hash(tenantId, Form.CODE_WITHOUT_SYSTEM, parameter, "", code);
  }

  /** {@code system|}: any code of the system. */
  public long system(int tenantId, String parameter, String system) {
    return hash(tenantId, Form.SYSTEM, parameter, system, "");
  }

  /** A whole URI, or the absolute URL of a reference. */
  public long uri(int tenantId, String parameter, String uri) {
    return hash(tenantId, Form.URI, parameter, "", uri);
  }

  /** A local reference, {@code Type/id}. */
  public long reference(int tenantId, String parameter, String type, String id) {
    return hash(tenantId, Form.REFERENCE, parameter, type, id);
  }

  /** A local reference of which only the id is known. */
  public long referenceId(int tenantId, String parameter, String id) {
    return hash(tenantId, Form.REFERENCE_ID, parameter, "", id);
  }

  /** A text as it was written, before folding. */
  public long exact(String text) {
    return hash(0, Form.EXACT, "", "", text);
  }

  /** A folded text that stands beside codes. */
  public long term(int tenantId, String parameter, String folded) {
    return hash(tenantId, Form.TERM, parameter, "", folded);
  }

  /** Two values of one element, for composite parameters: the order of the components counts. */
  public long pair(int tenantId, String parameter, long first, long second) {
    return hash(tenantId, Form.PAIR, parameter, Long.toHexString(first), Long.toHexString(second));
  }

  /** A unit: its code or text alone ({@code system} empty), or a system's code. Never 0. */
  public long unit(String system, String code) {
    long unit = hash(0, Form.UNIT, "", system, code);
    return unit == 0 ? 1 : unit;
  }

  /** Mark of a parameter in column {@code present}; unique among the parameters of a type. */
  public int presence(String typeAndCode) {
    return presences.computeIfAbsent(typeAndCode, key -> (int) parameter(key));
  }

  private long hash(int tenantId, Form form, String parameter, String first, String second) {
    int chars = parameter.length() + first.length() + second.length();
    ByteBuffer bytes =
        ByteBuffer.allocate(3 * Integer.BYTES + 1 + chars * Character.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(tenantId).put((byte) form.ordinal());
    // Lengths keep "a" + "bc" apart from "ab" + "c".
    put(bytes.putInt(parameter.length()), parameter);
    put(bytes.putInt(first.length()), first);
    put(bytes, second);
    return sipHash.hashBytes(bytes.array()).asLong();
  }

  private static void put(ByteBuffer bytes, String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes.putChar(text.charAt(i));
    }
  }
}
