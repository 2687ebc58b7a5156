package org.xiangqiao.server.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.xiangqiao.server.postgres.Backups;
import org.xiangqiao.server.postgres.PostgresProblem;
import org.xiangqiao.server.postgres.PostgresProperties;
import org.xiangqiao.server.postgres.RunningDatabase;

/**
 * Tells a command from a start of the server. {@code backup --to DIR}, {@code restore --from DIR},
 * {@code import-codes FILE} and its kin, {@code rebuild-texts} and {@code help} are commands;
 * nothing, or only {@code --name=value} settings, starts the server.
 */
public final class CommandLine {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final List<Command> commands = List.of(new BackupCommand(), new RestoreCommand());
  private final PrintStream out;
  private final PrintStream err;
  private final Messages messages;

  CommandLine(PrintStream out, PrintStream err, Locale locale) {
    this.out = out;
    this.err = err;
    this.messages = new Messages(locale);
  }

  /** On this process's terminal, in its language. */
  public static CommandLine onConsole() {
    return new CommandLine(
        console(FileDescriptor.out), console(FileDescriptor.err), Locale.getDefault());
  }

  /** UTF-8 unless the terminal is set to a Chinese character set: a bare locale would print "?". */
  private static PrintStream console(FileDescriptor descriptor) {
    String terminal = System.getProperty("native.encoding", "UTF-8");
    Charset charset =
        terminal.startsWith("GB") ? Charset.forName(terminal) : StandardCharsets.UTF_8;
    return new PrintStream(new FileOutputStream(descriptor), true, charset);
  }

  /** The exit code of a command, or nothing when the server shall start. */
  public OptionalInt run(String... arguments) {
    if (arguments.length == 0) {
      return OptionalInt.empty();
    }
    String word = arguments[0];
    if (List.of("help", "--help", "-h").contains(word)) {
      out.println(messages.text("help"));
      return OptionalInt.of(DONE);
    }
    if (word.startsWith("--")) {
      return OptionalInt.empty();
    }
    if (CodeCommands.NAMES.contains(word)) {
      return OptionalInt.of(codes(word, List.of(arguments).subList(1, arguments.length)));
    }
    if (word.equals(TextCommand.NAME)) {
      return OptionalInt.of(texts(List.of(arguments).subList(1, arguments.length)));
    }
    Optional<Command> command = commands.stream().filter(c -> c.name().equals(word)).findFirst();
    return OptionalInt.of(
        command.isPresent()
            ? run(command.get(), List.of(arguments).subList(1, arguments.length))
            : misuse("usage.unknown", word));
  }

  private int codes(String word, List<String> arguments) {
    CodeCommands.Asked asked = CodeCommands.Asked.of(word, arguments);
    if (asked.wrong() != null) {
      return misuse("usage.argument", asked.wrong());
    }
    if (asked.missing() != null) {
      return misuse("usage.missing", word, asked.missing());
    }
    return withDatabase(
        asked.settings(),
        connection -> new CodeCommands(out, err, messages).run(asked, connection));
  }

  private int texts(List<String> arguments) {
    for (String each : arguments) {
      if (!each.startsWith("--") || !each.contains("=")) {
        return misuse("usage.argument", each);
      }
    }
    return withDatabase(
        arguments, connection -> new TextCommand(out, err, messages).run(connection));
  }

  private int withDatabase(List<String> settings, ToIntFunction<Connection> command) {
    try (ConfigurableApplicationContext configuration = configuration(settings);
        Connection connection = database(configuration)) {
      return command.applyAsInt(connection);
    } catch (PostgresProblem problem) {
      err.println(problem.getMessage());
      err.println(problem.remedy());
      return FAILED;
    } catch (SQLException unreachable) {
      err.println(messages.text("codes.database", unreachable.getSQLState()));
      return FAILED;
    }
  }

  /** Of the running server, its own PostgreSQL or another. */
  private static Connection database(ConfigurableApplicationContext configuration)
      throws SQLException {
    Environment environment = configuration.getEnvironment();
    String url = environment.getProperty("spring.datasource.url", "");
    return url.isBlank()
        ? RunningDatabase.connect(configuration.getBean(PostgresProperties.class))
        : DriverManager.getConnection(
            url,
            environment.getProperty("spring.datasource.username"),
            environment.getProperty("spring.datasource.password"));
  }

  private int run(Command command, List<String> arguments) {
    String directory = null;
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(command.option()) && i + 1 < arguments.size()) {
        directory = arguments.get(++i);
      } else if (argument.startsWith(command.option() + "=")) {
        directory = argument.substring(command.option().length() + 1);
      } else if (argument.startsWith("--") && argument.contains("=")) {
        settings.add(argument);
      } else {
        return misuse("usage.argument", argument);
      }
    }
    if (directory == null || directory.isBlank()) {
      return misuse("usage.directory", command.name(), command.option());
    }
    return run(command, Path.of(directory), settings);
  }

  private int run(Command command, Path directory, List<String> settings) {
    try (ConfigurableApplicationContext configuration = configuration(settings)) {
      Backups backups =
          new Backups(
              configuration.getBean(PostgresProperties.class),
              configuration.getEnvironment().getProperty("spring.datasource.url"),
              version());
      out.println(command.run(directory, backups, messages));
      return DONE;
    } catch (PostgresProblem problem) {
      err.println(problem.getMessage());
      err.println(problem.remedy());
      return FAILED;
    }
  }

  /** The server's configuration (files, environment, arguments) and nothing of the server. */
  private static ConfigurableApplicationContext configuration(List<String> settings) {
    return new SpringApplicationBuilder(Configuration.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .run(settings.toArray(String[]::new));
  }

  private int misuse(String key, Object... arguments) {
    err.println(messages.text(key, arguments));
    err.println(messages.text("help"));
    return MISUSED;
  }

  private static String version() {
    return Objects.requireNonNullElse(
        CommandLine.class.getPackage().getImplementationVersion(), "unreleased");
  }

  @EnableConfigurationProperties(PostgresProperties.class)
  static class Configuration {}
}
