package org.xiangqiao.store.erase;

/** An old version, or a current one, that can be erased. */
public record StoredVersion(String type, String id, long version) {}
