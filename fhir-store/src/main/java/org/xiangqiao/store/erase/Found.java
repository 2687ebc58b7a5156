package org.xiangqiao.store.erase;

/** A current resource and its row. */
public record Found(String type, String id, long rid, long version) {}
