package org.xiangqiao.terminology.service.load;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;

/**
 * Records of a sheet of an Excel workbook (ECMA-376 SpreadsheetML), read as they come; of a formula
 * its last value.
 */
final class XlsxRecords implements Records {

  private static final int MOST_COLUMNS = 1_000;

  /** Digits of a number that Excel keeps. */
  private static final MathContext EXCEL = new MathContext(15);

  private static final int MOST_DIGITS = 400;

  private final ZipFile zip;
  private final List<String> shared;
  private final XmlPull sheet;
  private final int longestRow;
  private int number;

  /**
   * @param file checked by {@link ZipGuard}
   * @param name of the sheet, or null for the first
   */
  XlsxRecords(Path file, String name, int longestRow, LoadTurn turn) throws IOException {
    this.longestRow = longestRow;
    this.zip = new ZipFile(file.toFile());
    try {
      Workbook book = new Workbook(zip);
      this.shared = book.sharedStrings();
      this.sheet = new XmlPull(turn.watched(zip.getInputStream(book.sheet(name))));
    } catch (IOException | RuntimeException broken) {
      zip.close();
      throw broken;
    }
  }

  @Override
  public Cells next() throws IOException {
    while (sheet.next()) {
      if (sheet.at().getEventType() == XMLStreamConstants.START_ELEMENT
          && sheet.at().getLocalName().equals("row")) {
        return row();
      }
    }
    return null;
  }

  private Cells row() throws IOException {
    String told = sheet.attribute("r");
    int told1 = told == null ? number + 1 : whole(told);
    if (told1 <= number) {
      throw new SourceProblem("load-xlsx-broken", number + 1);
    }
    number = told1;
    List<String> values = new ArrayList<>();
    long characters = 0;
    while (sheet.next()) {
      int event = sheet.at().getEventType();
      if (event == XMLStreamConstants.END_ELEMENT && sheet.at().getLocalName().equals("row")) {
        return new Cells(number, values);
      }
      if (event == XMLStreamConstants.START_ELEMENT && sheet.at().getLocalName().equals("c")) {
        int column = column(sheet.attribute("r"), values.size());
        while (values.size() < column) {
          values.add("");
        }
        String value = value(sheet.attribute("t"));
        characters += value.length();
        if (characters > longestRow) {
          throw new SourceProblem("load-row-too-long", number);
        }
        values.add(value);
      }
    }
    throw new SourceProblem("load-xlsx-broken", number);
  }

  private int column(String reference, int next) {
    if (reference == null) {
      return next;
    }
    int column = 0;
    for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
      column = column * 26 + Character.toUpperCase(reference.charAt(i)) - 'A' + 1;
      if (column > MOST_COLUMNS) {
        throw new SourceProblem("load-xlsx-columns", number, MOST_COLUMNS);
      }
    }
    if (column - 1 < next) {
      throw new SourceProblem("load-xlsx-broken", number);
    }
    return column - 1;
  }

  private String value(String type) throws IOException {
    StringBuilder text = new StringBuilder();
    boolean inside = false;
    boolean phonetic = false;
    while (sheet.next()) {
      int event = sheet.at().getEventType();
      if (event == XMLStreamConstants.START_ELEMENT) {
        phonetic = phonetic || sheet.at().getLocalName().equals("rPh");
        inside = !phonetic && Workbook.isText(sheet.at().getLocalName());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        inside = false;
        phonetic = phonetic && !sheet.at().getLocalName().equals("rPh");
        if (sheet.at().getLocalName().equals("c")) {
          return typed(type == null ? "n" : type, text.toString());
        }
      } else if (inside && sheet.at().isCharacters()) {
        text.append(sheet.at().getText());
        if (text.length() > longestRow) {
          throw new SourceProblem("load-row-too-long", number);
        }
      }
    }
    throw new SourceProblem("load-xlsx-broken", number);
  }

  private String typed(String type, String text) {
    if (type.equals("s") && !text.isBlank()) {
      int place = whole(text.strip());
      if (place < 0 || place >= shared.size()) {
        throw new SourceProblem("load-xlsx-broken", number);
      }
      return shared.get(place);
    }
    if (type.equals("n") && !text.isBlank()) {
      try {
        return shown(new BigDecimal(text.strip()));
      } catch (ArithmeticException | NumberFormatException notOne) {
        throw new SourceProblem("load-xlsx-broken", number);
      }
    }
    return type.equals("e") ? "" : text;
  }

  /** As Excel shows it: a cell of 41.1 is kept as 41.100000000000001, one of 1 perhaps as 1.0. */
  private static String shown(BigDecimal number) {
    BigDecimal round = number.round(EXCEL).stripTrailingZeros();
    if (Math.abs((long) round.scale()) > MOST_DIGITS) {
      throw new ArithmeticException("a number that no code is");
    }
    return round.toPlainString();
  }

  private int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw new SourceProblem("load-xlsx-broken", number + 1);
    }
  }

  @Override
  public void close() throws IOException {
    sheet.close();
    zip.close();
  }

  static ZipEntry entry(ZipFile zip, String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new SourceProblem("load-xlsx-part", name);
    }
    return entry;
  }

  static InputStream open(ZipFile zip, String name) throws IOException {
    return zip.getInputStream(entry(zip, name));
  }
}
