package org.xiangqiao.mappings.insurance.profile;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.FieldSize;
import org.xiangqiao.mappings.insurance.Requirement;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.MessageFormat;
import org.xiangqiao.mappings.insurance.envelope.Receiver;

/**
 * Province profiles from YAML (JSON is YAML); says everything that is wrong with a file at once.
 */
public final class ProfileReader {

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "transport",
          "receiver",
          "inputAsText",
          "nodes",
          "variants",
          "envelope",
          "limits",
          "batches",
          "fields",
          "refusals",
          "nothingToUndo",
          "amounts",
          "cutOff",
          "crossDistrict",
          "audits",
          "settlementList",
          "signing");
  private static final Set<String> URL_PLACES = Set.of("base", "infno", "path");
  private static final Set<String> HEADER_PLACES =
      Set.of("paasid", "timestamp", "nonce", "signature", "signed", "infno");

  private final YAMLMapper mapper =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private final TransactionTable table;

  public ProfileReader(TransactionTable table) {
    this.table = table;
  }

  /** One of those that ship: {@code transport-path-per-transaction}, {@code transport-one-url}. */
  public ProvinceProfile shipped(String name) {
    try (InputStream in = ProfileReader.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalArgumentException("no province profile " + name + " ships");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws ProfileException with all that is wrong
   */
  public ProvinceProfile read(String yaml) {
    List<MappingProblem> problems = new ArrayList<>();
    ProvinceProfile profile = profile(new Section("", tree(yaml), problems, KEYS));
    if (!problems.isEmpty()) {
      throw new ProfileException(problems);
    }
    return profile;
  }

  private JsonNode tree(String yaml) {
    try {
      return mapper.readTree(yaml);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new ProfileException(
          List.of(MappingProblem.of("line " + line, "insurance.profile.no-yaml")));
    }
  }

  private ProvinceProfile profile(Section file) {
    Section receiver = file.section("receiver", Set.of("system", "version"));
    Section amounts = file.section("amounts", Set.of("accountInFunds", "mutualAid", "tolerance"));
    Section crossDistrict = file.section("crossDistrict", Set.of("districts", "offices"));
    Section list = file.section("settlementList", Set.of("uploads", "repeatable"));
    Transport transport =
        transport(file.section("transport", Set.of("url", "contentType", "paths", "headers")));
    return new ProvinceProfile(
        file.required("name"),
        transport,
        new Receiver(receiver.required("system"), receiver.required("version")),
        new MessageFormat(file.flag("inputAsText"), nodes(file.section("nodes", Set.of()))),
        variants(file.section("variants", Set.of())),
        file.section("envelope", Set.of()).texts(),
        limits(file.section("limits", Set.of("connect", "query", "step", "settle", "clock"))),
        batches(file.section("batches", Set.of("lines", "bytes"))),
        fields(file.section("fields", Set.of())),
        file.list("refusals"),
        file.list("nothingToUndo"),
        new AmountRules(
            amounts.flag("accountInFunds"),
            amounts.word("mutualAid", AmountRules.MutualAid.class, AmountRules.MutualAid.EITHER),
            amounts.amount("tolerance", AmountRules.USUAL.tolerance())),
        file.word("cutOff", CutOff.class, CutOff.DAY),
        crossDistrict.list("districts"),
        crossDistrict.section("offices", Set.of()).texts(),
        new AuditReader(table).read(file),
        new SettlementListRule(list.flag("uploads"), list.flag("repeatable")),
        SigningReader.read(file, transport));
  }

  private Transport transport(Section section) {
    Section headers = section.section("headers", Set.of());
    Map<String, Template> templates = new LinkedHashMap<>();
    headers.keys().forEach(key -> templates.put(key, headers.template(key, HEADER_PLACES)));
    Section paths = section.section("paths", Set.of());
    known(paths);
    return new Transport(
        section.template("url", URL_PLACES),
        section.text("contentType", "application/json"),
        paths.texts(),
        templates);
  }

  private Map<String, String> variants(Section section) {
    known(section);
    Map<String, String> variants = section.texts();
    if (Set.copyOf(variants.values()).size() < variants.size()) {
      section.add("", "insurance.profile.variant-twice");
    }
    return variants;
  }

  private Map<String, String> nodes(Section section) {
    for (String key : section.keys()) {
      String[] parts = key.split("\\.", 2);
      boolean known =
          parts.length == 2
              && table
                  .find(parts[0])
                  .filter(
                      transaction ->
                          transaction.node(Direction.IN, parts[1]).isPresent()
                              || transaction.node(Direction.OUT, parts[1]).isPresent())
                  .isPresent();
      if (!known) {
        section.add(key, "insurance.profile.node-unknown");
      }
    }
    return section.texts();
  }

  private Map<String, FieldRule> fields(Section section) {
    Map<String, FieldRule> rules = new LinkedHashMap<>();
    for (String key : section.keys()) {
      String[] parts = key.split("\\.", 3);
      if (parts.length < 3
          || table
              .find(parts[0])
              .flatMap(transaction -> transaction.node(Direction.IN, parts[1]))
              .flatMap(node -> node.field(parts[2]))
              .isEmpty()) {
        section.add(key, "insurance.profile.field-unknown");
      }
      rules.put(key, rule(section.section(key, Set.of("required", "size", "onBreak"))));
    }
    return rules;
  }

  private static FieldRule rule(Section section) {
    Requirement required =
        section.has("required")
            ? section.flag("required") ? Requirement.YES : Requirement.NO
            : null;
    return new FieldRule(
        required,
        section.parsed("size", null, FieldSize::parse, "insurance.profile.no-size"),
        section.word("onBreak", FieldRule.OnBreak.class, null));
  }

  private static TimeLimits limits(Section section) {
    return new TimeLimits(
        section.duration("connect", Duration.ofSeconds(5)),
        section.duration("query", Duration.ofSeconds(60)),
        section.duration("step", Duration.ofSeconds(120)),
        section.duration("settle", Duration.ofSeconds(30)),
        section.duration("clock", Duration.ofMinutes(2)));
  }

  private static BatchLimits batches(Section section) {
    return new BatchLimits(
        section.count("lines", BatchLimits.USUAL.lines()),
        section.count("bytes", BatchLimits.USUAL.bytes()));
  }

  private void known(Section section) {
    for (String key : section.keys()) {
      if (table.find(key).isEmpty()) {
        section.add(key, "insurance.profile.transaction-unknown");
      }
    }
  }
}
