package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 9101 and 9102: files go up and down; the oldest give way. */
class FileExchange {

  private static final int MOST_FILES = 100;
  private static final int MOST_BYTES = 16 << 20;

  private record Stored(String institution, String name, byte[] bytes) {}

  private final Books books;
  private final Map<String, Stored> files = new LinkedHashMap<>();

  FileExchange(Books books) {
    this.books = books;
  }

  Map<String, List<Map<String, Object>>> upload(Call call) {
    JsonNode row = call.row("fsUploadIn");
    if (!Call.need(row, "fixmedins_code").equals(call.institution())) {
      throw new Refusal("医药机构编号不一致");
    }
    byte[] bytes = bytes(row.path("in"));
    TabFile.read(bytes);
    return Step.one("", put(call.institution(), bytes, Call.need(row, "filename")));
  }

  byte[] download(Call call) {
    JsonNode row = call.row("fsDownloadIn");
    Call.need(row, "filename");
    return get(Call.need(row, "file_qury_no"), call.institution());
  }

  byte[] get(String number, String institution) {
    Stored file = files.get(number);
    if (file == null || !file.institution.equals(institution)) {
      throw new Refusal("文件查询号不存在或已过期");
    }
    return file.bytes;
  }

  Map<String, Object> put(String institution, byte[] bytes) {
    return put(institution, bytes, "result.zip");
  }

  private Map<String, Object> put(String institution, byte[] bytes, String name) {
    String number = books.next();
    files.put(number, new Stored(institution, name, bytes));
    if (files.size() > MOST_FILES) {
      files.remove(files.keySet().iterator().next());
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("file_qury_no", number);
    answer.put("filename", name);
    answer.put("dld_endtime", Books.TIME.format(books.now().plusDays(7)));
    return answer;
  }

  /** Base64, or a list of bytes as numbers: both are in use. */
  private static byte[] bytes(JsonNode in) {
    if (in.isArray()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(in.size());
      in.forEach(one -> bytes.write(one.asInt()));
      return bytes.toByteArray();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(in.asText(""));
      if (bytes.length == 0 || bytes.length > MOST_BYTES) {
        throw new Refusal("文件为空或过大");
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new Refusal("文件数据格式错误");
    }
  }
}
