package org.xiangqiao.terminology.builder;

import ca.uhn.fhir.context.FhirContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.builder.codes.AbsentCodeSystems;
import org.xiangqiao.terminology.builder.codes.CodeTableSystems;
import org.xiangqiao.terminology.builder.codes.NamingSystems;
import org.xiangqiao.terminology.builder.codes.PinyinDesignations;
import org.xiangqiao.terminology.builder.map.ConceptMapTables;
import org.xiangqiao.terminology.builder.page.CodeSystemPage;
import org.xiangqiao.terminology.builder.profile.Snapshots;
import org.xiangqiao.terminology.builder.source.SourceFolder;
import org.xiangqiao.terminology.builder.source.YamlResources;
import org.xiangqiao.terminology.builder.write.PackageWriter;
import org.xiangqiao.terminology.pinyin.Pinyin;

/**
 * Makes {@code package.tgz} from the sources: {@code PackageBuilder <sources> <target folder>}. The
 * build runs it after this module is compiled. With the folder {@code docs/fhir} as third argument
 * it also writes the pages about the package.
 */
public final class PackageBuilder {

  private final FhirContext fhir;
  private final PackageInfo info;
  private final List<PackageStep> steps;

  PackageBuilder(FhirContext fhir, PackageInfo info, List<PackageStep> steps) {
    this.fhir = fhir;
    this.info = info;
    this.steps = List.copyOf(steps);
  }

  /** The steps of the shipped package, in order. */
  public static PackageBuilder of(FhirContext fhir, PackageInfo info) {
    return new PackageBuilder(
        fhir,
        info,
        List.of(
            new CodeTableSystems(CodeTables.load(), info.canonical()),
            new AbsentCodeSystems(),
            new NamingSystems(),
            new PinyinDesignations(Pinyin.load(), info.canonical()),
            new ConceptMapTables(fhir),
            new Metadata(info),
            new CanonicalCheck(fhir, info),
            new Snapshots(fhir)));
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2 && arguments.length != 3) {
      throw new IllegalArgumentException("PackageBuilder <sources> <target folder> [<docs/fhir>]");
    }
    Path sources = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    Inputs inputs = Inputs.of(sources, PackageBuilder.class, CodeTables.class);
    if (arguments.length == 2 && inputs.made(target)) {
      return;
    }
    PackageBuilder builder =
        of(FhirContext.forR4Cached(), PackageInfo.read(sources.resolve("package.yaml")));
    List<Resource> resources = builder.resources(sources);
    builder.write(resources, target.resolve("package.tgz"));
    inputs.note(target);
    if (arguments.length == 3) {
      Path pages = Path.of(arguments[2]);
      Files.createDirectories(pages);
      Files.writeString(pages.resolve(CodeSystemPage.FILE), CodeSystemPage.of(resources));
    }
  }

  /** What the package will hold. */
  public List<Resource> resources(Path sources) {
    List<Resource> resources = new SourceFolder(new YamlResources(fhir)).read(sources);
    for (PackageStep step : steps) {
      resources = step.apply(resources);
    }
    return resources;
  }

  void write(List<Resource> resources, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
      new PackageWriter(fhir, info).write(resources, out);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
