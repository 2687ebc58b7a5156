package org.xiangqiao.server.observability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for personal data of test residents in logs: identity numbers of the unassigned area 99…
 * with a right check character (GB 11643), mobile numbers, and whatever names and addresses it is
 * told. Findings name file and line but never repeat the value.
 */
public final class PersonalDataScan {

  private static final Pattern IDENTITY = Pattern.compile("(?<![0-9A-Za-z])99\\d{15}[0-9Xx]");

  /** Free space of a disk has as many digits, and says what it counts. */
  private static final Pattern MOBILE =
      Pattern.compile("(?<![0-9A-Za-z.])1[3-9]\\d{9}(?![0-9A-Za-z]| bytes)");

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  private final Collection<String> values;

  /** One place where personal data stands. */
  public record Finding(Path file, int line, String kind) {}

  /**
   * @param values names, addresses and other texts of the test data; those of less than two
   *     characters are too common to tell anything
   */
  public PersonalDataScan(Collection<String> values) {
    this.values = values.stream().filter(value -> value.strip().length() > 1).distinct().toList();
  }

  /** Scans a file, or all files below a directory that look like logs or test reports. */
  public List<Finding> scan(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      List<Finding> findings = new ArrayList<>();
      files.filter(Files::isRegularFile).forEach(file -> scanFile(file, findings));
      return findings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void scanFile(Path file, List<Finding> findings) {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line;
      for (int number = 1; (line = lines.readLine()) != null; number++) {
        for (String kind : kinds(line)) {
          findings.add(new Finding(file, number, kind));
        }
      }
    } catch (java.nio.charset.CharacterCodingException binary) {
      // Not a text file.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> kinds(String line) {
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    Matcher identities = IDENTITY.matcher(line);
    while (identities.find()) {
      if (isChecked(identities.group())) {
        kinds.put("identity number", true);
      }
    }
    if (MOBILE.matcher(line).find()) {
      kinds.put("mobile number", true);
    }
    if (values.stream().anyMatch(line::contains)) {
      kinds.put("name or address", true);
    }
    return List.copyOf(kinds.keySet());
  }

  private static boolean isChecked(String identity) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (identity.charAt(i) - '0') * WEIGHTS[i];
    }
    return "10X98765432".charAt(sum % 11) == Character.toUpperCase(identity.charAt(17));
  }
}
