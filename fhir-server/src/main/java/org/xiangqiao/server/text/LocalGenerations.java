package org.xiangqiao.server.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import org.xiangqiao.terminology.service.text.TextBackend;

/** Generations in folders of this node; a file names the one that is read. */
final class LocalGenerations implements Generations {

  private final TextBackend backend;
  private final String name;
  private final Path pointer;

  LocalGenerations(TextBackend backend, String name) {
    this.backend = backend;
    this.name = name;
    this.pointer = backend.directory().resolve(name + ".current");
  }

  @Override
  public int current() {
    try {
      return Files.exists(pointer) ? Integer.parseInt(Files.readString(pointer).strip()) : 0;
    } catch (IOException | NumberFormatException unreadable) {
      return 0;
    }
  }

  @Override
  public int next() {
    return folders().stream().mapToInt(each -> each).max().orElse(current()) + 1;
  }

  @Override
  public boolean mayBeLeft(int generation) {
    return false;
  }

  @Override
  public int unfinished() {
    int newest = folders().stream().mapToInt(each -> each).max().orElse(0);
    return newest > current() ? newest : 0;
  }

  /** A folder needs not to be opened to be removed. */
  @Override
  public int former() {
    return 0;
  }

  @Override
  public void removeOthers() {
    Set<Integer> kept = new HashSet<>(List.of(current(), unfinished()));
    folders().stream().filter(each -> !kept.contains(each)).forEach(this::remove);
  }

  private List<Integer> folders() {
    if (!Files.isDirectory(backend.directory())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(backend.directory())) {
      return folders.map(this::number).filter(each -> each > 0).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int number(Path folder) {
    String file = folder.getFileName().toString();
    return file.matches(name + "-\\d{1,9}")
        ? Integer.parseInt(file.substring(name.length() + 1))
        : 0;
  }

  @Override
  public void switchTo(int generation) {
    try {
      Files.createDirectories(backend.directory());
      Path draft = pointer.resolveSibling(pointer.getFileName() + ".new");
      Files.writeString(draft, String.valueOf(generation));
      Files.move(
          draft, pointer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean mayWrite() {
    return true;
  }

  @Override
  public boolean isFed() {
    return true;
  }

  @Override
  public void remove(int generation) {
    try {
      FileSystemUtils.deleteRecursively(backend.folder(name, generation));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
