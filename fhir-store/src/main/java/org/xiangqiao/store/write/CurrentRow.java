package org.xiangqiao.store.write;

import java.time.Instant;

/** The current version of a resource as its row says. */
record CurrentRow(
    String id, long rid, long version, Instant lastUpdated, Long patientRid, String body) {}
