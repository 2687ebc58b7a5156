package org.xiangqiao.terminology.service.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.terminology.service.content.Concept;

/**
 * Classes of a classification in ClaML (EN 14463, as WHO distributes ICD-10): code, kind, usage,
 * SuperClass and the rubrics preferred, preferredLong, inclusion and definition. Modifiers are not
 * multiplied out.
 */
final class ClamlRows implements SourceRows {

  private static final Map<String, String> PLACES =
      Map.of(
          TableHeader.CODE,
          "Class/@code",
          TableHeader.DISPLAY,
          "Class/Rubric[@kind='preferred']/Label",
          TableHeader.PARENT,
          "Class/SuperClass/@code",
          TableHeader.DEFINITION,
          "Class/Rubric[@kind='definition']/Label");

  private final XmlPull xml;
  private final LoadOptions options;
  private final int longest;
  private int number;

  /** Characters that the class under way may still have. */
  private long room;

  ClamlRows(InputStream file, LoadOptions options, int longest) throws IOException {
    this.xml = new XmlPull(file);
    this.options = options;
    this.longest = longest;
    while (xml.next()) {
      if (xml.at().getEventType() == XMLStreamConstants.START_ELEMENT) {
        if (!xml.at().getLocalName().equals("ClaML")) {
          throw new SourceProblem("load-claml-root", xml.at().getLocalName());
        }
        return;
      }
    }
  }

  /** A rubric's text in one language. */
  private record Label(String kind, String language, String text) {

    /** {@code zh-CN} is {@code zh}, too. */
    boolean isIn(String wanted) {
      return language.equalsIgnoreCase(wanted)
          || language.regionMatches(true, 0, wanted + "-", 0, wanted.length() + 1);
    }
  }

  @Override
  public boolean namesParents() {
    return true;
  }

  @Override
  public Set<String> properties() {
    return Set.of("kind", "usage");
  }

  @Override
  public SourceRow next() throws IOException {
    while (xml.next()) {
      if (xml.at().getEventType() == XMLStreamConstants.START_ELEMENT
          && xml.at().getLocalName().equals("Class")) {
        return read();
      }
    }
    if (number == 0) {
      throw new SourceProblem("load-empty");
    }
    return null;
  }

  private SourceRow read() throws IOException {
    number++;
    room = longest;
    String code = String.valueOf(xml.attribute("code")).strip();
    List<Concept.Property> properties = new ArrayList<>();
    for (String name : List.of("kind", "usage")) {
      if (xml.attribute(name) != null && !xml.attribute(name).isBlank()) {
        room -= xml.attribute(name).length();
        properties.add(new Concept.Property(name, new StringType(xml.attribute(name))));
      }
    }
    List<String> parents = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    String kind = "";
    while (xml.next()) {
      if (xml.at().getEventType() == XMLStreamConstants.END_ELEMENT
          && xml.at().getLocalName().equals("Class")) {
        return row(code, parents, labels, properties);
      }
      if (xml.at().getEventType() == XMLStreamConstants.START_ELEMENT) {
        switch (xml.at().getLocalName()) {
          case "SuperClass" -> parent(parents);
          case "Rubric" -> kind = String.valueOf(xml.attribute("kind"));
          case "Label" -> label(kind, labels);
          default -> {
            // SubClass says again what SuperClass says; Meta and History are nobody's question.
          }
        }
      }
    }
    throw new SourceProblem("load-xml-broken", xml.line());
  }

  private void parent(List<String> parents) {
    String code = String.valueOf(xml.attribute("code")).strip();
    room -= code.length() + 1;
    if (room >= 0) {
      parents.add(code);
    }
  }

  /** What the class has no room for is passed over; then all of it is refused. */
  private void label(String kind, List<Label> labels) throws IOException {
    String language = xml.at().getAttributeValue("http://www.w3.org/XML/1998/namespace", "lang");
    StringBuilder text = new StringBuilder();
    while (xml.next()) {
      int event = xml.at().getEventType();
      if (event == XMLStreamConstants.END_ELEMENT && xml.at().getLocalName().equals("Label")) {
        room--;
        if (room >= 0) {
          labels.add(
              new Label(
                  kind,
                  language == null ? options.language() : language,
                  text.toString().replaceAll("\\s+", " ").strip()));
        }
        return;
      }
      if (xml.at().isCharacters()) {
        room -= xml.at().getTextLength();
        if (room >= 0) {
          text.append(xml.at().getText());
        }
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        room--;
        if (room >= 0) {
          text.append(' ');
        }
      }
    }
    throw new SourceProblem("load-xml-broken", xml.line());
  }

  private SourceRow row(
      String code, List<String> parents, List<Label> labels, List<Concept.Property> properties) {
    List<Label> preferred = of(labels, "preferred");
    Label display =
        preferred.stream()
            .filter(label -> label.isIn(options.language()))
            .findFirst()
            .orElse(preferred.isEmpty() ? null : preferred.get(0));
    List<Concept.Designation> names = new ArrayList<>();
    for (Label label : labels) {
      boolean other = label.kind().equals("preferred") && label != display;
      boolean further = label.kind().equals("inclusion") || label.kind().equals("preferredLong");
      if ((other || further) && !label.text().isEmpty()) {
        names.add(
            new Concept.Designation(
                label.language(), other ? null : TableRows.SYNONYM, label.text()));
      }
    }
    List<Label> definitions = of(labels, "definition");
    return new SourceRow(
        number,
        code,
        display == null ? "" : display.text(),
        definitions.isEmpty() ? "" : definitions.get(0).text(),
        parents,
        Map.of(),
        true,
        names,
        properties,
        PLACES,
        room < 0 ? RowProblem.of(number, "Class", "row-class-too-long", longest) : null);
  }

  private static List<Label> of(List<Label> labels, String kind) {
    return labels.stream().filter(label -> label.kind().equals(kind)).toList();
  }

  @Override
  public void close() throws IOException {
    xml.close();
  }
}
