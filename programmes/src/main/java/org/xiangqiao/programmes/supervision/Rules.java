package org.xiangqiao.programmes.supervision;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All rules at hand; one id may have several rows, each for its own time. */
public record Rules(List<Rule> all) {

  /**
   * @throws IllegalArgumentException if a rule has no check, or two rows of one rule overlap
   */
  public Rules {
    all = List.copyOf(all);
    Set<String> days = new HashSet<>();
    for (Rule rule : all) {
      if (Checks.of(rule.id()) == null) {
        throw new IllegalArgumentException("no check of the name " + rule.id());
      }
      boolean twice =
          all.stream()
              .filter(other -> other != rule && other.id().equals(rule.id()))
              .anyMatch(other -> other.on(rule.from()));
      if (twice || !days.add(rule.id() + rule.from())) {
        throw new IllegalArgumentException(rule.id() + " is there twice on " + rule.from());
      }
    }
  }

  /** Those that come with Xiangqiao. */
  public static Rules shipped() {
    try (InputStream yaml = Rules.class.getResourceAsStream("rules.yaml")) {
      return read(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A list of rules in YAML; a key that nobody knows is refused. */
  public static Rules read(InputStream yaml) throws IOException {
    return new Rules(
        YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new JavaTimeModule())
            .build()
            .readValue(yaml, new TypeReference<List<Rule>>() {}));
  }

  public Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    all.forEach(rule -> ids.add(rule.id()));
    return ids;
  }

  List<Rule> on(LocalDate day) {
    return all.stream().filter(rule -> rule.on(day)).toList();
  }
}
