package org.xiangqiao.server.fhirpackage.installed;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.binary.BinaryContents;
import org.xiangqiao.store.binary.BinaryVersion;

/** {@code $install-package}: takes a FHIR package (.tgz) in for the caller's county. */
final class InstallPackageOperation implements FhirOperation {

  private static final Set<String> FILES =
      Set.of(
          "application/gzip",
          "application/x-gzip",
          "application/tar+gzip",
          "application/octet-stream");

  private static final OperationShape SHAPE =
      new OperationShape(
          "install-package",
          "https://xiangqiao.org/fhir/OperationDefinition/install-package",
          "Installs a FHIR package in NPM form for the caller's county.",
          Set.of(OperationShape.Level.SYSTEM),
          Set.of(),
          true,
          List.of(
              OperationParameter.optional(
                  "source", "string", "Binary/[id] that holds the file, if the body does not.")));

  private final Packages packages;
  private final FhirStore store;
  private final BinaryContents binaries;

  InstallPackageOperation(Packages packages, FhirStore store, BinaryContents binaries) {
    this.packages = packages;
    this.store = store;
    this.binaries = binaries;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public boolean readsBody(String contentType) {
    return FILES.contains(
        String.valueOf(contentType).split(";")[0].trim().toLowerCase(Locale.ROOT));
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    String source = call.text("source").orElse(null);
    return source == null
        ? PackageScope.RIGHTS
        : PackageScope.RIGHTS.and(OperationRights.read("Binary", binaryId(source)));
  }

  @Override
  public Answer answer(OperationRequest call) {
    try {
      return PackageAnswer.of(List.of(install(call)));
    } catch (PackageProblem refused) {
      if (refused.findings().get(0).rule().equals("package-busy")) {
        call.http().getServletResponse().setHeader("Retry-After", "30");
      }
      throw new FaultException(refused.faults());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private InstalledPackage install(OperationRequest call) throws IOException {
    Caller caller = call.caller();
    if (readsBody(call.http().getHeader("Content-Type"))) {
      return packages.install(
          caller.tenantId(), call.http().getServletRequest().getInputStream(), caller.client());
    }
    String id = binaryId(call.text("source").orElse(""));
    BinaryVersion binary = id.isEmpty() ? null : store.readBinary(caller, id, null).orElse(null);
    if (binary == null || binary.content() == null) {
      throw PackageFinding.of("package-source").problem();
    }
    Path file = Files.createTempFile("package-", ".tgz");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        binaries.copy(caller, binary.content(), 0, binary.content().length(), out);
      }
      return packages.install(caller.tenantId(), file, caller.client());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String binaryId(String source) {
    return source.matches("Binary/[A-Za-z0-9.-]{1,64}") ? source.substring(7) : "";
  }
}
