package org.xiangqiao.terminology.service.stored;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.xiangqiao.store.StoredResource;

/**
 * By what a stored resource is looked for; its content is read when somebody needs it.
 *
 * @param supplements code system that this one adds to, without version; or null
 * @param sources code systems that a concept map maps from
 */
record Head(
    String id, long stored, String url, String version, String supplements, Set<String> sources) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> FIELDS = Set.of("url", "version", "supplements");

  static Head of(StoredResource resource) {
    Map<String, String> fields = new TreeMap<>();
    Set<String> sources = new HashSet<>();
    try (JsonParser json = JSON.createParser(resource.json())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (FIELDS.contains(name) && value == JsonToken.VALUE_STRING) {
          fields.put(name, json.getText());
        } else if (name.equals("group") && value == JsonToken.START_ARRAY) {
          groups(json, sources);
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String base = fields.get("supplements");
    return new Head(
        resource.id(),
        resource.version(),
        fields.get("url"),
        fields.get("version"),
        base == null ? null : base.split("\\|", 2)[0],
        Set.copyOf(sources));
  }

  private static void groups(JsonParser json, Set<String> sources) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("source") && value == JsonToken.VALUE_STRING) {
          sources.add(json.getText());
        } else {
          json.skipChildren();
        }
      }
    }
  }
}
