package org.xiangqiao.bench.oracle.query;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.PrimitiveType;

/** Conditions on string parameters (R4 search.html#string). */
final class Strings implements Conditions {

  @Override
  public List<Criterion> of(Parameter parameter, List<Base> values, Pick pick) {
    String name = parameter.name();
    List<Criterion> all = new ArrayList<>();
    List<String> texts = values.stream().flatMap(value -> texts(value).stream()).toList();
    if (texts.isEmpty()) {
      return all;
    }
    String one = pick.from(texts);
    String other = pick.from(texts);
    all.add(new Criterion(name, SearchValue.escape(one), "string whole"));
    all.add(new Criterion(name, start(one, pick), "string start"));
    all.add(new Criterion(name, start(one, pick) + "," + start(other, pick), "string or"));
    all.add(new Criterion(name, swapCase(start(one, pick)), "string other case"));
    all.add(new Criterion(name + ":exact", SearchValue.escape(one), "string:exact"));
    all.add(
        new Criterion(
            name + ":exact", swapCase(SearchValue.escape(one)), "string:exact other case"));
    all.add(new Criterion(name + ":exact", start(one, pick), "string:exact start"));
    all.add(new Criterion(name + ":contains", middle(one, pick), "string:contains"));
    all.add(new Criterion(name, middle(one, pick), "string middle"));
    String plain = plain(one);
    if (!plain.equals(one)) {
      all.add(new Criterion(name, SearchValue.escape(plain), "string without accents"));
      all.add(
          new Criterion(
              name + ":exact", SearchValue.escape(plain), "string:exact without accents"));
      all.add(
          new Criterion(
              name + ":contains", SearchValue.escape(plain), "string:contains without accents"));
    }
    return all;
  }

  /** Of a name or address: each of its parts. */
  static List<String> texts(Base value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof HumanName human) {
      add(texts, human.getFamily());
      human.getGiven().forEach(given -> add(texts, given.getValue()));
      add(texts, human.getText());
      human.getPrefix().forEach(prefix -> add(texts, prefix.getValue()));
    } else if (value instanceof Address address) {
      address.getLine().forEach(line -> add(texts, line.getValue()));
      add(texts, address.getCity());
      add(texts, address.getState());
      add(texts, address.getPostalCode());
      add(texts, address.getText());
    } else if (value instanceof PrimitiveType<?> primitive) {
      add(texts, primitive.getValueAsString());
    }
    return texts;
  }

  private static void add(List<String> texts, String text) {
    if (text != null && !text.isBlank() && text.length() < 150) {
      texts.add(text);
    }
  }

  private static String start(String text, Pick pick) {
    int end = Math.min(text.length(), 1 + pick.below(5));
    return SearchValue.escape(text.substring(0, end).strip());
  }

  private static String middle(String text, Pick pick) {
    if (text.length() < 3) {
      return SearchValue.escape(text);
    }
    int from = 1 + pick.below(text.length() - 2);
    String middle = text.substring(from, Math.min(text.length(), from + 2 + pick.below(4))).strip();
    return SearchValue.escape(middle.isEmpty() ? text : middle);
  }

  private static String swapCase(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return upper.equals(text) ? text.toLowerCase(Locale.ROOT) : upper;
  }

  private static String plain(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    return Normalizer.normalize(apart.replaceAll("\\p{M}+", ""), Normalizer.Form.NFC);
  }
}
