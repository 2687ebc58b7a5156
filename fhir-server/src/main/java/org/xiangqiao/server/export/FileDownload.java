package org.xiangqiao.server.export;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Sends a file as far as it is committed: whole with its length, packed for whoever takes gzip, or
 * from a byte on (RFC 9110, 14) for whoever lost the connection.
 */
final class FileDownload {

  private static final String NDJSON = "application/fhir+ndjson";
  private static final int BUFFER = 64 * 1024;
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

  private FileDownload() {}

  static void send(
      HttpServletRequest request,
      HttpServletResponse response,
      ExportFile file,
      FileChannel channel)
      throws IOException {
    response.setContentType(NDJSON);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Vary", "Accept-Encoding");
    boolean head = request.getMethod().equals("HEAD");
    if (packed(request)) {
      response.setHeader("Content-Encoding", "gzip");
      if (!head) {
        try (GZIPOutputStream out = new GZIPOutputStream(response.getOutputStream(), BUFFER)) {
          copy(channel, 0, file.bytes(), out);
        }
      }
      return;
    }
    response.setHeader("Accept-Ranges", "bytes");
    long first = 0;
    long end = file.bytes();
    Matcher range = RANGE.matcher(String.valueOf(request.getHeader("Range")));
    if (range.matches() && request.getHeader("If-Range") == null) {
      first = Long.parseLong(range.group(1));
      if (!range.group(2).isEmpty()) {
        end = Math.min(end, Long.parseLong(range.group(2)) + 1);
      }
      if (first >= end) {
        response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
        response.setHeader("Content-Range", "bytes */" + file.bytes());
        return;
      }
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + file.bytes());
    }
    response.setContentLengthLong(end - first);
    if (!head) {
      copy(channel, first, end - first, response.getOutputStream());
    }
  }

  private static boolean packed(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Accept-Encoding")).stream()
        .map(accepted -> accepted.toLowerCase(Locale.ROOT).replace(" ", ""))
        .anyMatch(
            accepted ->
                accepted.contains("gzip")
                    && !accepted.contains("gzip;q=0,")
                    && !accepted.endsWith("gzip;q=0"));
  }

  private static void copy(FileChannel channel, long first, long length, OutputStream out)
      throws IOException {
    channel.position(first);
    byte[] buffer = new byte[BUFFER];
    var in = Channels.newInputStream(channel);
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("a file of an export is shorter than committed");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
