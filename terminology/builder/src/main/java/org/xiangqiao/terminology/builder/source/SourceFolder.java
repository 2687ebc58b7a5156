package org.xiangqiao.terminology.builder.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.builder.PackageException;

/**
 * The folder of the sources: {@code <ResourceType>/<id>.yaml}; {@code examples} is not read here.
 */
public final class SourceFolder {

  private static final String ENDING = ".yaml";

  private final YamlResources reader;

  public SourceFolder(YamlResources reader) {
    this.reader = reader;
  }

  /** All resources, by folder and name. */
  public List<Resource> read(Path folder) {
    List<String> problems = new ArrayList<>();
    List<Resource> resources = new ArrayList<>();
    for (Path file : files(folder)) {
      String place = folder.relativize(file).toString().replace('\\', '/');
      try {
        reader
            .read(place, Files.readString(file), problems)
            .filter(resource -> isWhereItBelongs(resource, file, place, problems))
            .ifPresent(resources::add);
      } catch (MalformedInputException e) {
        problems.add(place + ": is not UTF-8");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    PackageException.throwIfAny(problems);
    return resources;
  }

  private static boolean isWhereItBelongs(
      Resource resource, Path file, String place, List<String> problems) {
    String name = file.getFileName().toString();
    String id = name.substring(0, name.length() - ENDING.length());
    String type = file.getParent().getFileName().toString();
    if (!resource.fhirType().equals(type)) {
      problems.add(place + ": is a " + resource.fhirType() + " in the folder " + type);
    } else if (!id.equals(resource.getIdPart())) {
      problems.add(place + ": id is '" + resource.getIdPart() + "', the file's name says " + id);
    } else {
      return true;
    }
    return false;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder, 2)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .filter(file -> !file.getParent().equals(folder))
          .filter(file -> !file.startsWith(folder.resolve("examples")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
