package org.xiangqiao.store.feed;

/** A resource that a row of the feed is about, as it is now. */
public record CurrentBody(String type, String id, String json) {}
