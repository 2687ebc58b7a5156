package org.xiangqiao.simulators.insurance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.Dictionary;
import org.xiangqiao.terminology.CodeTables;

/** 1901: codes of a dictionary, of those that came with the interface's tables. */
class DictionaryQuery {

  /** Read when it is first asked for. */
  private Dictionaries dictionaries;

  Map<String, List<Map<String, Object>>> query(Call call) {
    if (dictionaries == null) {
      dictionaries = Dictionaries.shipped(CodeTables.load());
    }
    String type = call.need("data", "type");
    Dictionary dictionary =
        dictionaries.find(type).orElseThrow(() -> new Refusal("字典类型不存在: " + type));
    List<Map<String, Object>> rows = new ArrayList<>();
    new TreeMap<>(dictionary.meanings())
        .forEach(
            (value, label) -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("type", type);
              row.put("label", label);
              row.put("value", value);
              row.put("sort", String.valueOf(rows.size() + 1));
              row.put("vali_flag", "1");
              row.put("valiFlag", "1");
              row.put("version", "1");
              rows.add(row);
            });
    return Map.of("list", rows);
  }
}
