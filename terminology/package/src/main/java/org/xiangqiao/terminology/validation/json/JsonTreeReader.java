package org.xiangqiao.terminology.validation.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a resource's text into nodes (R4 json.html), up to limits of depth and number. */
public final class JsonTreeReader {

  private final JsonFactory json;
  private final int most;

  public JsonTreeReader(int depth, int most) {
    this.most = most;
    // Arrays count as depth too.
    this.json =
        JsonFactory.builder()
            // Names that nobody knows would fill tables that are kept for good.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(2 * depth)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
  }

  public JsonTree read(String text) {
    Reading reading = new Reading();
    try (JsonParser parser = json.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return failed(reading, "json-not-an-object", "");
      }
      Node root = new Node(null, "$", -1, Node.Kind.OBJECT, null);
      reading.object(parser, root);
      if (parser.nextToken() != null) {
        return failed(reading, "json-more-after-end", "");
      }
      return new JsonTree(root, reading.problems);
    } catch (TooManyException e) {
      return failed(reading, "limit-elements", Integer.toString(most));
    } catch (com.fasterxml.jackson.core.exc.StreamConstraintsException e) {
      return failed(reading, "limit-depth", "");
    } catch (IOException e) {
      return failed(reading, "json-syntax", "");
    }
  }

  private static JsonTree failed(Reading reading, String key, String argument) {
    reading.problems.add(new JsonProblem(null, key, argument));
    return new JsonTree(null, reading.problems);
  }

  /** Stops the reading of a text with too many values. */
  private static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyException() {
      super(null, null, false, false);
    }
  }

  /** The state of reading one text. */
  private final class Reading {

    private final List<JsonProblem> problems = new ArrayList<>();
    private int count;

    private void object(JsonParser parser, Node node) throws IOException {
      if (parser.nextToken() == JsonToken.END_OBJECT) {
        problems.add(new JsonProblem(node, "json-empty-object", ""));
        return;
      }
      Properties properties = new Properties();
      do {
        String written = parser.currentName();
        boolean fork = written.length() > 1 && written.charAt(0) == '_';
        String name = fork ? written.substring(1) : written;
        Properties.Property property = properties.of(name);
        parser.nextToken();
        if (property.first(fork)) {
          property(parser, node, name, fork, property);
        } else {
          if (property.twice()) {
            problems.add(new JsonProblem(node, "json-property-twice", ""));
          }
          skip(parser);
        }
      } while (parser.nextToken() != JsonToken.END_OBJECT);
    }

    private void property(
        JsonParser parser, Node node, String name, boolean fork, Properties.Property property)
        throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        value(parser, node, name, -1, fork, property);
        return;
      }
      int index = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        value(parser, node, name, index, fork, property);
        index++;
      }
      if (index == 0) {
        problems.add(new JsonProblem(node, "json-empty-array", name));
      }
    }

    private void value(
        JsonParser parser,
        Node parent,
        String name,
        int index,
        boolean fork,
        Properties.Property property)
        throws IOException {
      count();
      JsonToken token = parser.currentToken();
      Node node = property.at(Math.max(index, 0));
      if (node == null) {
        node = new Node(parent, name, index, Node.Kind.NULL, null);
        parent.add(node);
        property.add(node);
      } else if (index < 0 != node.index() < 0) {
        // Value and addition are both lists or both none.
        String wrong = index < 0 ? "json-array-expected" : "json-array-not-expected";
        problems.add(new JsonProblem(node, wrong, ""));
      }
      if (token == JsonToken.START_OBJECT) {
        if (!fork) {
          node.set(Node.Kind.OBJECT, null);
        }
        object(parser, node);
      } else if (token == JsonToken.START_ARRAY) {
        node.set(Node.Kind.ARRAY, null);
        skip(parser);
      } else if (!fork) {
        node.set(kind(token), token == JsonToken.VALUE_NULL ? null : parser.getText());
      } else if (token != JsonToken.VALUE_NULL) {
        problems.add(new JsonProblem(node, "json-fork-not-an-object", ""));
      }
    }

    private void count() {
      if (++count > most) {
        throw new TooManyException();
      }
    }

    /** What is skipped counts too: it may be endless. */
    private void skip(JsonParser parser) throws IOException {
      count();
      int depth = parser.currentToken().isStructStart() ? 1 : 0;
      while (depth > 0) {
        JsonToken next = parser.nextToken();
        depth += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
        count();
      }
    }

    private static Node.Kind kind(JsonToken token) {
      return switch (token) {
        case VALUE_STRING -> Node.Kind.STRING;
        case VALUE_TRUE, VALUE_FALSE -> Node.Kind.BOOLEAN;
        case VALUE_NULL -> Node.Kind.NULL;
        default -> Node.Kind.NUMBER;
      };
    }
  }
}
