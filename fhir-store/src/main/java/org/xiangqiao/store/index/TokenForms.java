package org.xiangqiao.store.index;

/** The forms under which a value of a token or reference can be asked for. */
final class TokenForms {

  private TokenForms() {}

  /** {@code code} and {@code system|code}, or {@code |code}; empty without a code. */
  static long[] ofCode(IndexHash hash, int tenantId, String key, TokenValue token) {
    if (token.code() == null) {
      return new long[0];
    }
    return new long[] {
      hash.code(tenantId, key, token.code()),
      token.system() == null
          ? hash.codeWithoutSystem(tenantId, key, token.code())
          : hash.systemAndCode(tenantId, key, token.system(), token.code())
    };
  }

  /** {@code Type/id} and {@code id}, or the URL. */
  static long[] ofReference(IndexHash hash, int tenantId, String key, ReferenceTarget target) {
    return target.isLocal()
        ? new long[] {
          hash.reference(tenantId, key, target.type(), target.id()),
          hash.referenceId(tenantId, key, target.id())
        }
        : new long[] {hash.uri(tenantId, key, target.absoluteUrl())};
  }
}
