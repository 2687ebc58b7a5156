package org.xiangqiao.terminology.service.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Refuses what unpacks to more than a workbook can be (zip bombs), before anything reads it. */
final class ZipGuard {

  static final String SHARED = "xl/sharedStrings.xml";

  private static final int MOST_PARTS = 2_000;
  private static final long LONGEST_SHARED = 96L << 20;

  private final long mostUnpacked;
  private final LoadTurn turn;

  ZipGuard(long mostUnpacked, LoadTurn turn) {
    this.mostUnpacked = mostUnpacked;
    this.turn = turn;
  }

  /** Unpacks every part once, to nowhere: what the archive says of its sizes is not believed. */
  void check(Path file) throws IOException {
    requireZip(file);
    long total = 0;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_PARTS) {
        throw new SourceProblem("load-xlsx-parts", zip.size(), MOST_PARTS);
      }
      byte[] buffer = new byte[1 << 16];
      for (ZipEntry entry : List.copyOf(zip.stream().toList())) {
        long most = entry.getName().equals(SHARED) ? LONGEST_SHARED : mostUnpacked;
        long length = 0;
        try (InputStream part = turn.watched(zip.getInputStream(entry))) {
          for (int read; (read = part.read(buffer)) >= 0; ) {
            length += read;
            total += read;
            if (length > most || total > mostUnpacked) {
              throw new SourceProblem(
                  "load-xlsx-bomb", entry.getName(), Math.min(most, mostUnpacked) >> 20);
            }
          }
        }
      }
    } catch (ZipException broken) {
      throw new SourceProblem("load-xlsx-zip");
    }
  }

  private static void requireZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      if (head.length == 4 && head[0] == (byte) 0xD0 && head[1] == (byte) 0xCF) {
        throw new SourceProblem("load-xlsx-old");
      }
      if (head.length < 4 || head[0] != 'P' || head[1] != 'K') {
        throw new SourceProblem("load-xlsx-zip");
      }
    }
  }
}
