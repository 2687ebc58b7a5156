package org.xiangqiao.terminology.published;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.hl7.fhir.r4.model.Bundle;

/**
 * R4's definitions as HAPI ships them: bundles in XML of 46 MB, cut into their entries without
 * parsing them. Each is kept deflated until somebody asks for it; of most nobody ever does. A test
 * compares all of them with HAPI's own reading.
 */
final class PublishedFiles {

  private static final String[] FILES = {
    "profile/profiles-resources.xml",
    "profile/profiles-types.xml",
    "profile/profiles-others.xml",
    "extension/extension-definitions.xml",
    "valueset/valuesets.xml",
    "valueset/v2-tables.xml",
    "valueset/v3-codesystems.xml"
  };

  private static final Set<String> TYPES = Set.of(FILES[0], FILES[1]);
  private static final String NAMESPACE = " xmlns=\"http://hl7.org/fhir\"";
  private static final String URL = "<url value=\"";

  private static final String STRUCTURE =
      "StructureDefinition http://hl7.org/fhir/StructureDefinition/";

  private final Map<String, byte[]> entries = new HashMap<>();
  private final List<String> typeNames = new ArrayList<>();

  private PublishedFiles() {}

  static PublishedFiles read() {
    PublishedFiles files = new PublishedFiles();
    for (String each : FILES) {
      files.cut(text(each), TYPES.contains(each));
    }
    return files;
  }

  /** The resource as XML; null if there is none. */
  String xml(String type, String url) {
    byte[] deflated = entries.get(type + " " + url);
    if (deflated == null) {
      return null;
    }
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of what the files of resources and data types define; some are profiles. */
  List<String> typeNames() {
    return typeNames;
  }

  /** Types and urls, with a space between them. */
  Set<String> keys() {
    return entries.keySet();
  }

  private static String text(String file) {
    try (InputStream in = Bundle.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("not in the class path: " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cut(String bundle, boolean types) {
    int end = 0;
    for (int at = bundle.indexOf("<entry>"); at >= 0; at = bundle.indexOf("<entry>", end)) {
      end = bundle.indexOf("</entry>", at);
      int resource = bundle.indexOf("<resource>", at) + "<resource>".length();
      int begin = bundle.indexOf('<', resource);
      String key = add(bundle.substring(begin, bundle.lastIndexOf("</resource>", end)));
      if (types && key.startsWith(STRUCTURE)) {
        typeNames.add(key.substring(STRUCTURE.length()));
      }
    }
  }

  private String add(String xml) {
    int name = 1;
    while (Character.isLetter(xml.charAt(name))) {
      name++;
    }
    String type = xml.substring(1, name);
    int url = xml.indexOf(URL) + URL.length();
    boolean bare = !xml.startsWith(NAMESPACE, name);
    String key = type + " " + xml.substring(url, xml.indexOf('"', url));
    entries.put(key, deflated(bare ? "<" + type + NAMESPACE + xml.substring(name) : xml));
    return key;
  }

  private static byte[] deflated(String xml) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, fast)) {
      out.write(xml.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      fast.end();
    }
    return bytes.toByteArray();
  }
}
