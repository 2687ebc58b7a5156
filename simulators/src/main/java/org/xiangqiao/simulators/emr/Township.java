package org.xiangqiao.simulators.emr;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A township (乡镇) of families: about one resident in four is a child under seven, who has a
 * guardian. Deterministic by seed and day.
 *
 * @param today ages are counted from here
 */
public record Township(List<Resident> residents, LocalDate today) {

  public static Township of(long seed, int size, LocalDate today) {
    return new Generator(seed, today).township(size);
  }

  private static final class Generator {

    private static final List<String> SURNAMES = Words.of("surnames.txt");
    private static final List<String> MEN = Words.of("given-men.txt");
    private static final List<String> WOMEN = Words.of("given-women.txt");
    private static final List<String> VILLAGES = Words.of("villages.txt");

    private final Random random;
    private final LocalDate today;
    private final Map<String, Integer> bornSo = new HashMap<>();
    private final List<Resident> residents = new ArrayList<>();

    Generator(long seed, LocalDate today) {
      this.random = new Random(seed);
      this.today = today;
    }

    Township township(int size) {
      while (residents.size() < size) {
        household(size);
      }
      return new Township(List.copyOf(residents), today);
    }

    private void household(int size) {
      String address =
          "示范省示范市乡桥县"
              + any(VILLAGES)
              + (1 + random.nextInt(30))
              + "组"
              + (1 + random.nextInt(99))
              + "号";
      int parentAge = 20 + random.nextInt(55);
      Resident father = person(any(SURNAMES), true, parentAge * 365, address, null);
      residents.add(father);
      Resident mother = null;
      if (residents.size() < size && random.nextInt(10) < 8) {
        mother = person(any(SURNAMES), false, (parentAge - 2) * 365, address, null);
        residents.add(mother);
      }
      int children = parentAge < 42 ? 1 + random.nextInt(2) : 0;
      for (int i = 0; i < children && residents.size() < size; i++) {
        boolean byFather = mother == null || random.nextBoolean();
        Resident parent = byFather ? father : mother;
        Resident.Guardian guardian =
            new Resident.Guardian(parent.family(), parent.given(), byFather, parent.phone());
        residents.add(
            person(
                father.family(),
                random.nextBoolean(),
                random.nextInt(7 * 365 - 400) / (i + 1) + i,
                address,
                guardian));
      }
    }

    private Resident person(
        String family, boolean male, int ageDays, String address, Resident.Guardian guardian) {
      LocalDate birthDate = today.minusDays(ageDays + random.nextInt(365));
      String key = birthDate + (male ? "m" : "f");
      int sequence = bornSo.merge(key, 1, Integer::sum) - 1;
      int number = residents.size() + 1;
      boolean newborn = birthDate.isAfter(today.minusDays(60));
      return new Resident(
          String.format("XQ%06d", number),
          family,
          any(male ? MEN : WOMEN),
          male,
          birthDate,
          newborn ? "" : IdentityNumber.of(birthDate, male, sequence),
          guardian == null ? phone(number) : guardian.phone(),
          address,
          guardian);
    }

    /** 120… is no range of any mobile operator. */
    private static String phone(int number) {
      return String.format("1200%07d", number);
    }

    private <T> T any(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }
  }
}
