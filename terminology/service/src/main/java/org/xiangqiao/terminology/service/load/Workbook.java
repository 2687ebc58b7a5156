package org.xiangqiao.terminology.service.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;

/** The parts of an Excel workbook: its sheets by name, and the texts that they share. */
final class Workbook {

  private final ZipFile zip;

  Workbook(ZipFile zip) {
    this.zip = zip;
  }

  /** Whether characters in this element are a cell's; not those of phonetic hints. */
  static boolean isText(String element) {
    return element.equals("v") || element.equals("t");
  }

  ZipEntry sheet(String name) throws IOException {
    Map<String, String> sheets = new LinkedHashMap<>();
    try (XmlPull book = new XmlPull(XlsxRecords.open(zip, "xl/workbook.xml"))) {
      while (book.next()) {
        if (starts(book, "sheet")) {
          sheets.put(book.attribute("name"), book.attribute("id"));
        }
      }
    }
    if (sheets.isEmpty() || name != null && !sheets.containsKey(name)) {
      throw new SourceProblem("load-xlsx-sheet", name, String.join(", ", sheets.keySet()));
    }
    String wanted = name == null ? sheets.values().iterator().next() : sheets.get(name);
    String target = String.valueOf(targets().get(wanted));
    return XlsxRecords.entry(zip, target.startsWith("/") ? target.substring(1) : "xl/" + target);
  }

  private Map<String, String> targets() throws IOException {
    Map<String, String> targets = new HashMap<>();
    try (XmlPull relations = new XmlPull(XlsxRecords.open(zip, "xl/_rels/workbook.xml.rels"))) {
      while (relations.next()) {
        if (starts(relations, "Relationship")) {
          targets.put(relations.attribute("Id"), relations.attribute("Target"));
        }
      }
    }
    return targets;
  }

  /** All in memory: {@link ZipGuard} has seen that they are not too many. */
  List<String> sharedStrings() throws IOException {
    List<String> strings = new ArrayList<>();
    if (zip.getEntry(ZipGuard.SHARED) == null) {
      return strings;
    }
    try (XmlPull texts = new XmlPull(XlsxRecords.open(zip, ZipGuard.SHARED))) {
      StringBuilder text = new StringBuilder();
      boolean inside = false;
      boolean phonetic = false;
      while (texts.next()) {
        int event = texts.at().getEventType();
        if (event == XMLStreamConstants.START_ELEMENT) {
          String element = texts.at().getLocalName();
          phonetic = phonetic || element.equals("rPh");
          inside = element.equals("t") && !phonetic;
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          inside = false;
          String element = texts.at().getLocalName();
          phonetic = phonetic && !element.equals("rPh");
          if (element.equals("si")) {
            strings.add(text.toString());
            text.setLength(0);
          }
        } else if (inside && texts.at().isCharacters()) {
          text.append(texts.at().getText());
        }
      }
    }
    return strings;
  }

  private static boolean starts(XmlPull xml, String element) {
    return xml.at().getEventType() == XMLStreamConstants.START_ELEMENT
        && xml.at().getLocalName().equals(element);
  }
}
