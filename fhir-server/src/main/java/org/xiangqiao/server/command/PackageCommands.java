package org.xiangqiao.server.command;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.fhirpackage.ShippedDefinitions;
import org.xiangqiao.server.fhirpackage.installed.InstalledPackage;
import org.xiangqiao.server.fhirpackage.installed.PackageLimits;
import org.xiangqiao.server.fhirpackage.installed.PackageProblem;
import org.xiangqiao.server.fhirpackage.installed.Packages;
import org.xiangqiao.terminology.published.PublishedDefinitions;

/**
 * {@code install-package}, {@code remove-package} and {@code list-packages}: FHIR packages of all
 * counties (tenant 0) or of one, in the database of the running server, which sees them at once.
 */
final class PackageCommands {

  static final Set<String> NAMES = Set.of("install-package", "remove-package", "list-packages");

  private static final Set<String> OPTIONS = Set.of("--tenant", "--name", "--version");

  private final PrintStream out;
  private final PrintStream err;
  private final Messages messages;

  PackageCommands(PrintStream out, PrintStream err, Messages messages) {
    this.out = out;
    this.err = err;
    this.messages = messages;
  }

  /**
   * Arguments taken apart.
   *
   * @param file null if none is named
   * @param wrong the first that is not understood, or null
   */
  record Asked(
      String command,
      String file,
      Map<String, String> options,
      List<String> settings,
      String wrong) {

    static Asked of(String command, List<String> arguments) {
      Map<String, String> options = new LinkedHashMap<>();
      List<String> settings = new ArrayList<>();
      String file = null;
      String wrong = null;
      for (int i = 0; i < arguments.size(); i++) {
        String each = arguments.get(i);
        String name = each.split("=", 2)[0];
        if (OPTIONS.contains(each) && i + 1 < arguments.size()) {
          options.put(each, arguments.get(++i));
        } else if (OPTIONS.contains(name) && each.contains("=")) {
          options.put(name, each.substring(name.length() + 1));
        } else if (each.startsWith("--") && each.contains("=")) {
          settings.add(each);
        } else if (!each.startsWith("--") && file == null && command.equals("install-package")) {
          file = each;
        } else if (wrong == null) {
          wrong = each;
        }
      }
      if (wrong == null && !options.getOrDefault("--tenant", "0").matches("[0-9]{1,9}")) {
        wrong = "--tenant " + options.get("--tenant");
      }
      return new Asked(command, file, options, settings, wrong);
    }

    /** The first that is needed and missing, or null. */
    String missing() {
      if (command.equals("install-package") && file == null) {
        return "FILE";
      }
      if (!command.equals("remove-package")) {
        return null;
      }
      return !options.containsKey("--name")
          ? "--name"
          : options.containsKey("--version") ? null : "--version";
    }

    int tenant() {
      return Integer.parseInt(options.getOrDefault("--tenant", "0"));
    }
  }

  /** Exit code 0 if what was asked for is done, else 1. */
  int run(Asked asked, Connection connection) {
    SingleConnectionDataSource database = new SingleConnectionDataSource(connection, true);
    FhirContext fhir = FhirContext.forR4();
    Packages packages =
        new Packages(
            new JdbcTemplate(database),
            new DataSourceTransactionManager(database),
            fhir,
            new BaseDefinitions(new PublishedDefinitions(fhir)),
            new ShippedDefinitions(fhir),
            PackageLimits.defaults());
    try {
      switch (asked.command()) {
        case "install-package" -> install(asked, packages);
        case "remove-package" -> remove(asked, packages);
        default -> packages.all(asked.tenant()).forEach(this::list);
      }
      return 0;
    } catch (PackageProblem refused) {
      refused
          .faults()
          .forEach(
              fault -> {
                err.println(fault.text().in(messages.locale()));
                err.println(fault.remedy().in(messages.locale()));
              });
      return 1;
    } catch (DataAccessException failure) {
      err.println(messages.text("codes.database", state(failure)));
      return 1;
    } catch (IOException | InvalidPathException unreadable) {
      err.println(messages.text("codes.unreadable", asked.file()));
      return 1;
    }
  }

  private void install(Asked asked, Packages packages) throws IOException {
    try (InputStream file = Files.newInputStream(Path.of(asked.file()))) {
      InstalledPackage done = packages.install(asked.tenant(), file, "command-line");
      out.println(
          messages.text("packages.installed", done.name(), done.version(), done.definitions()));
    }
  }

  private void remove(Asked asked, Packages packages) {
    String name = asked.options().get("--name");
    String version = asked.options().get("--version");
    packages.remove(asked.tenant(), name, version);
    out.println(messages.text("packages.removed", name, version));
  }

  private void list(InstalledPackage each) {
    out.printf("%s\t%s\t%d\t%s%n", each.name(), each.version(), each.definitions(), each.sha256());
  }

  private static String state(DataAccessException failure) {
    return failure.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : "-";
  }
}
