package org.xiangqiao.store.write;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.xiangqiao.store.index.IndexValues;

/** The index rows of several resources, column by column as they are bound. */
final class IndexRowSet {

  private final List<Text> strings = new ArrayList<>();
  private final List<Period> dates = new ArrayList<>();
  private final List<Amount> amounts = new ArrayList<>();
  private final List<Position> positions = new ArrayList<>();
  private final Map<Long, Term> terms = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();

  /** All but references, whose targets the caller knows. */
  void add(long rid, IndexValues values, ToLongFunction<String> key) {
    for (IndexValues.StringValue value : values.strings()) {
      strings.add(new Text(key.applyAsLong(value.parameter()), value, rid));
    }
    for (IndexValues.DateValue value : values.dates()) {
      dates.add(new Period(key.applyAsLong(value.parameter()), value, rid));
    }
    for (IndexValues.QuantityValue value : values.quantities()) {
      amounts.add(new Amount(key.applyAsLong(value.parameter()), value, rid));
    }
    for (IndexValues.PositionValue value : values.positions()) {
      positions.add(new Position(key.applyAsLong(value.parameter()), value, rid));
    }
    for (IndexValues.TermValue value : values.terms()) {
      terms.put(value.hash(), new Term(key.applyAsLong(value.parameter()), value));
    }
  }

  void link(long target, long parameter, short source, long rid) {
    links.add(new Link(target, parameter, source, rid));
  }

  /** In the order of the statement's tables. */
  void bind(int tenant, Bindings bindings) throws SQLException {
    bindings
        .value(tenant)
        .longs(strings, Text::parameter)
        .texts(strings, text -> text.value().folded())
        .longs(strings, text -> text.value().exact())
        .longs(strings, Text::rid)
        .value(tenant)
        .longs(dates, Period::parameter)
        .instants(dates, date -> date.value().low())
        .instants(dates, date -> date.value().high())
        .longs(dates, Period::rid)
        .value(tenant)
        .longs(amounts, Amount::parameter)
        .decimals(amounts, amount -> amount.value().low())
        .decimals(amounts, amount -> amount.value().high())
        .longs(amounts, amount -> amount.value().code())
        .longs(amounts, amount -> amount.value().systemCode())
        .decimals(amounts, amount -> amount.value().canonicalLow())
        .decimals(amounts, amount -> amount.value().canonicalHigh())
        .longs(amounts, amount -> amount.value().canonicalUnit())
        .longs(amounts, Amount::rid)
        .value(tenant)
        .longs(positions, Position::parameter)
        .doubles(positions, position -> position.value().latitude())
        .doubles(positions, position -> position.value().longitude())
        .longs(positions, Position::rid)
        .value(tenant)
        .longs(List.copyOf(terms.values()), Term::parameter)
        .texts(List.copyOf(terms.values()), term -> term.value().folded())
        .longs(List.copyOf(terms.values()), term -> term.value().hash())
        .value(tenant)
        .longs(links, Link::target)
        .longs(links, Link::parameter)
        .shorts(links, Link::source)
        .longs(links, Link::rid);
  }

  private record Text(long parameter, IndexValues.StringValue value, long rid) {}

  private record Period(long parameter, IndexValues.DateValue value, long rid) {}

  private record Amount(long parameter, IndexValues.QuantityValue value, long rid) {}

  private record Position(long parameter, IndexValues.PositionValue value, long rid) {}

  private record Term(long parameter, IndexValues.TermValue value) {}

  private record Link(long target, long parameter, short source, long rid) {}
}
