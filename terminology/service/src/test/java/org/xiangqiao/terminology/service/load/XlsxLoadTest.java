package org.xiangqiao.terminology.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptQuery;

/** Workbooks as Excel and WPS write them (ECMA-376 part 1, 18.3), and files that only look so. */
class XlsxLoadTest {

  private static final String URL = "http://example.org/refused-workbook";

  private static OpenTables tables;

  @BeforeAll
  static void open() {
    tables = new OpenTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  /** The parts of a workbook with two sheets, of which the second holds the table. */
  private static Map<String, String> parts(String rows, String shared) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put(
        "[Content_Types].xml",
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>");
    parts.put(
        "xl/workbook.xml",
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><workbook"
            + " xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
            + " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
            + "<sheets><sheet name='说明' sheetId='1' r:id='rId1'/>"
            + "<sheet name='诊断' sheetId='2' r:id='rId2'/></sheets></workbook>");
    parts.put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/>"
            + "<Relationship Id='rId2' Target='/xl/worksheets/sheet2.xml'/></Relationships>");
    parts.put("xl/worksheets/sheet1.xml", sheet("<row r='1'><c r='A1'><v>1</v></c></row>"));
    parts.put("xl/worksheets/sheet2.xml", sheet(rows));
    parts.put("xl/sharedStrings.xml", "<sst>" + shared + "</sst>");
    return parts;
  }

  private static String sheet(String rows) {
    return "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
        + rows
        + "</sheetData></worksheet>";
  }

  private static byte[] zip(Map<String, String> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  private static byte[] book(String rows) {
    return zip(parts(rows, "<si><t>编码</t></si><si><t>名称</t></si>"));
  }

  private static LoadOptions sheetOptions() {
    return OpenTables.options("xlsx", "\"sheet\":\"诊断\",\"activate\":true");
  }

  @Test
  void cellsOfEveryKindAreReadAsExcelShowsThem() {
    String shared =
        "<si><t>诊断编码</t></si><si><t>诊断名称</t></si><si><t>001</t></si>"
            + "<si><r><t>原发性</t></r><r><rPr/><t xml:space='preserve'>高血压 </t></r>"
            + "<rPh sb='0' eb='1'><t>yuanfaxing</t></rPh></si><si><t>科室</t></si>";
    String rows =
        "<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='s'><v>1</v></c>"
            + "<c r='D2' t='s'><v>4</v></c></row>"
            // Text with leading zeros, rich text with a phonetic hint, an empty cell left out.
            + "<row r='3'><c r='A3' t='s'><v>2</v></c><c r='B3' t='s'><v>3</v></c>"
            + "<c r='D3' t='inlineStr'><is><t>内科</t></is></c></row>"
            // Numbers: whole, as 1.0, with the tail that binary fractions have, with an exponent.
            + "<row r='5'><c r='A5'><v>2</v></c><c r='B5' t='inlineStr'><is><t>二</t></is></c></row>"
            + "<row r='6'><c r='A6' s='1'><v>3.0</v></c><c r='B6' t='str'><f>A1</f><v>三</v></c></row>"
            + "<row r='7'><c r='A7'><v>41.100000000000001</v></c><c r='B7' t='str'><v>小数</v></c></row>"
            + "<row r='8'><c r='A8' t='n'><v>1.10101001E8</v></c><c r='B8' t='str'><v>街道</v></c>"
            + "<c r='C8'/><c r='D8'/></row>"
            + "<row r='9' spans='1:4'/>"
            + "<row r='10'><c t='inlineStr'><is><t>Z</t></is></c>"
            + "<c t='inlineStr'><is><t>无引用</t><rPh sb='0' eb='1'><t>wu</t></rPh></is></c></row>";
    LoadJob job =
        tables.load(
            "http://example.org/book",
            "1",
            OpenTables.options("xlsx", "\"sheet\":\"诊断\",\"activate\":true"),
            zip(parts(rows, shared)));
    assertThat(job.state()).as(job.problem() + job.problemArguments()).isEqualTo("done");
    CodeSystemContent system = tables.current("http://example.org/book");
    assertThat(
            system.concepts(new ConceptQuery(List.of(), null, false, 0, 100)).concepts().stream()
                .map(Concept::code))
        .containsExactly("001", "2", "3", "41.1", "110101001", "Z");
    assertThat(system.find("001").orElseThrow().display()).isEqualTo("原发性高血压");
    assertThat(system.find("001").orElseThrow().properties())
        .extracting(each -> each.code() + "=" + each.value().primitiveValue())
        .containsExactly("科室=内科");
    assertThat(system.find("2").orElseThrow().properties()).isEmpty();
    assertThat(system.find("3").orElseThrow().display()).isEqualTo("三");
    assertThat(system.find("Z").orElseThrow().display()).isEqualTo("无引用");
  }

  @Test
  void theRowsOfTheReportAreThoseOfTheSheet() {
    LoadJob job =
        tables.load(
            URL,
            "1",
            sheetOptions(),
            book(
                "<row r='4'><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>"
                    + "<row r='7'><c t='inlineStr'><is><t>A</t></is></c></row>"));
    assertThat(job.problem()).isEqualTo("load-rows-refused");
    assertThat(tables.jobs.problems(job.id(), 0, 10))
        .extracting(each -> each.row() + " " + each.place() + " " + each.rule())
        .containsExactly("7 名称 row-display-missing");
    nothingInstalled();
  }

  @Test
  void aZipBombIsRefusedBeforeItIsRead() throws IOException {
    byte[] zeros = new byte[1 << 20];
    Arrays.fill(zeros, (byte) ' ');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      for (int i = 0; i < 65; i++) {
        zip.write(zeros);
      }
    }
    assertThat(bytes.size()).isLessThan(100_000);
    refused("load-xlsx-bomb", "xl/worksheets/sheet1.xml", bytes.toByteArray());

    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 2_001; i++) {
      many.put("xl/part" + i, "");
    }
    refused("load-xlsx-parts", "2001", zip(many));
  }

  @Test
  void aNumberThatUnpacksToGigabytesIsRefused() {
    for (String number : List.of("1E999999999", "1E-999999999", "1E2147483647", "NaN", "x")) {
      refused(
          "load-xlsx-broken",
          "2",
          book(
              "<row r='1'><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row><row r='2'><c><v>"
                  + number
                  + "</v></c></row>"));
    }
  }

  @Test
  void whatIsNoWorkbookIsRefusedWithWhatItIs() {
    refused("load-xlsx-zip", null, "编码,名称\nA,甲\n".getBytes(StandardCharsets.UTF_8));
    refused("load-xlsx-zip", null, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
    byte[] whole = book("<row/>");
    refused("load-xlsx-zip", null, Arrays.copyOf(whole, whole.length / 2));
    refused("load-xlsx-old", null, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0});
    refused("load-xlsx-part", "xl/workbook.xml", zip(without("xl/workbook.xml")));
    refused("load-xlsx-part", "xl/worksheets/sheet2.xml", zip(without("xl/worksheets/sheet2.xml")));
    refused("load-empty", null, book(""));
    LoadJob other = tables.load(URL, "1", OpenTables.options("xlsx", "\"sheet\":\"附录\""), book(""));
    assertThat(other.problem()).isEqualTo("load-xlsx-sheet");
    assertThat(other.problemArguments()).containsExactly("附录", "说明, 诊断");
    refused("load-xlsx-broken", "1", book("<row r='1'><c t='s'><v>7</v></c></row>"));
    refused("load-xlsx-broken", "1", book("<row r='1'><c t='s'><v>-1</v></c></row>"));
    refused("load-xlsx-columns", "1", book("<row r='1'><c r='ZZZZZZZ1'><v>7</v></c></row>"));
    refused("load-xml-broken", "1", book("<row r='1'><c><v>7</c></row>"));
    LoadJob csv = tables.load(URL, "1", OpenTables.options("csv"), book(""));
    assertThat(csv.problem()).isEqualTo("load-csv-is-xlsx");
    nothingInstalled();
  }

  private static Map<String, String> without(String part) {
    Map<String, String> parts = parts("", "");
    parts.remove(part);
    return parts;
  }

  private static void refused(String rule, String first, byte[] file) {
    LoadJob job = tables.load(URL, "1", sheetOptions(), file);
    assertThat(job.state()).isEqualTo("failed");
    assertThat(job.problem()).as(job.problemArguments().toString()).isEqualTo(rule);
    if (first != null) {
      assertThat(job.problemArguments().get(0)).isEqualTo(first);
    }
    nothingInstalled();
  }

  private static void nothingInstalled() {
    tables.systems.forget();
    assertThat(tables.systems.codeSystems(OpenTables.CALLER.tenantId(), URL)).isEmpty();
  }
}
