package org.xiangqiao.store.index;

import java.util.ArrayList;
import java.util.List;

/** The ways to read a name of which some characters have several readings (多音字), bounded. */
public final class Readings {

  private static final int MOST = 12;

  private Readings() {}

  /**
   * All combinations, or, if those are too many, the usual reading and every other reading beside
   * the usual ones.
   */
  public static List<List<String>> of(List<List<String>> units) {
    long combinations = 1;
    for (List<String> unit : units) {
      combinations = Math.min(MOST + 1L, combinations * unit.size());
    }
    return combinations <= MOST ? all(units) : oneByOne(units);
  }

  private static List<List<String>> all(List<List<String>> units) {
    List<List<String>> ways = List.of(List.of());
    for (List<String> unit : units) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> way : ways) {
        for (String reading : unit) {
          List<String> next = new ArrayList<>(way);
          next.add(reading);
          longer.add(next);
        }
      }
      ways = longer;
    }
    return ways;
  }

  private static List<List<String>> oneByOne(List<List<String>> units) {
    List<String> usual = units.stream().map(unit -> unit.get(0)).toList();
    List<List<String>> ways = new ArrayList<>();
    ways.add(usual);
    for (int i = 0; i < units.size(); i++) {
      List<String> unit = units.get(i);
      for (int k = 1; k < unit.size() && ways.size() < MOST; k++) {
        List<String> way = new ArrayList<>(usual);
        way.set(i, unit.get(k));
        ways.add(way);
      }
    }
    return ways;
  }
}
