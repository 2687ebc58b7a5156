package org.xiangqiao.integration.outbox;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** One fact has one message id at a partner, however often it is sent. */
final class StableMessageId {

  private StableMessageId() {}

  static String of(int tenantId, String partner, String type, String id, long version) {
    String name = tenantId + "|" + partner + "|" + type + "/" + id + "/_history/" + version;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
