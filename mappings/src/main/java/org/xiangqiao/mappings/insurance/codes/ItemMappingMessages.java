package org.xiangqiao.mappings.insurance.codes;

import java.util.List;
import java.util.Map;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** The items' mapping for the platform: 3301 目录对照上传, 3302 目录对照撤销. */
public final class ItemMappingMessages {

  private static final String DATA = "data";

  /** In the order of the interface. */
  private static final List<String> MORE =
      List.of(
          "begndate",
          "enddate",
          "aprvno",
          "dosform",
          "exct_cont",
          "item_cont",
          "prcunt",
          "spec",
          "pacspec",
          "memo");

  /**
   * An item of the institution and the national one that it stands for.
   *
   * @param listType {@code list_type}, or null
   * @param more other fields of 3301, by their keys
   */
  public record Item(
      String local, String localName, String national, String listType, Map<String, String> more) {}

  /** 3301 目录对照上传. */
  public Payload upload(List<Item> items) {
    return Payload.of(DATA, items.stream().map(ItemMappingMessages::row).toList());
  }

  /** 3302 目录对照撤销. */
  public Payload withdraw(String institution, List<Item> items) {
    return Payload.of(
        DATA,
        items.stream()
            .map(
                item ->
                    Row.builder()
                        .put("fixmedins_hilist_id", item.local())
                        .put("fixmedins_code", institution)
                        .put("list_type", item.listType())
                        .put("med_list_codg", item.national())
                        .build())
            .toList());
  }

  private static Row row(Item item) {
    Row.Builder row =
        Row.builder()
            .put("fixmedins_hilist_id", item.local())
            .put("fixmedins_hilist_name", item.localName())
            .put("list_type", item.listType())
            .put("med_list_codg", item.national());
    MORE.forEach(key -> row.put(key, item.more().get(key)));
    return row.build();
  }
}
