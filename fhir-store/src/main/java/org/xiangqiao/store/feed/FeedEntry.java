package org.xiangqiao.store.feed;

import java.time.Instant;
import org.xiangqiao.store.WriteOutcome;

/**
 * One write: which version of which resource, how it came to be, and where in the feed it stands.
 */
public record FeedEntry(
    FeedPosition position,
    WriteOutcome.Effect effect,
    String type,
    String id,
    long version,
    Instant lastUpdated) {}
