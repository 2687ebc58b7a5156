package org.xiangqiao.server.revalidate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xiangqiao.server.revalidate.Asked.Kind;
import org.xiangqiao.server.revalidate.RevalidationJob.Place;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.export.ExportReader;
import org.xiangqiao.store.export.VersionPages;
import org.xiangqiao.store.export.VersionPages.Page;
import org.xiangqiao.store.export.VersionPages.Size;
import org.xiangqiao.store.export.VersionPages.Version;

/** What a run reads: versions, their senders, and the data of a Binary. */
final class RevalidationReader {

  private final VersionPages pages;
  private final ExportReader exports;
  private final Senders senders;

  RevalidationReader(VersionPages pages, ExportReader exports, Senders senders) {
    this.pages = pages;
    this.exports = exports;
    this.senders = senders;
  }

  Page page(RevalidationJob job, String type, Place place, Size size) {
    Asked asked = job.asked();
    return asked.kind() == Kind.STORED
        ? pages.current(job.tenant(), type, asked.since(), place.position(), job.lastRid(), size)
        : pages.written(
            job.tenant(),
            type,
            place.time() == null ? asked.since() : place.time(),
            place.position(),
            asked.until(),
            size);
  }

  List<String> senders(int tenant, String type, List<Version> versions) {
    return senders.of(tenant, type, versions);
  }

  /** The resource as its sender knows it. */
  String whole(int tenant, String type, byte[] content) {
    byte[] whole =
        type.equals("Binary")
            ? exports.withData(new Caller(tenant, "validation", "", "validation"), content)
            : content;
    return new String(whole, StandardCharsets.UTF_8);
  }
}
