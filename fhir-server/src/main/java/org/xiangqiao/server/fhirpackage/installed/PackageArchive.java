package org.xiangqiao.server.fhirpackage.installed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.xiangqiao.server.fhirpackage.installed.PackageContent.Definition;

/**
 * Reads a package's {@code .tgz} once, from front to back, without ever writing a file: names that
 * lead elsewhere, links, bombs and broken archives are refused where they are met.
 */
final class PackageArchive {

  private static final String FOLDER = "package/";
  private static final String MANIFEST = FOLDER + "package.json";

  private final PackageLimits limits;
  private final ObjectMapper json = new ObjectMapper();
  private final List<Definition> definitions = new ArrayList<>();
  private final Map<String, String> seen = new HashMap<>();
  private JsonNode manifest;

  private PackageArchive(PackageLimits limits) {
    this.limits = limits;
  }

  /**
   * @throws PackageProblem if it is no package of FHIR 4.0.1 within the limits
   */
  static PackageContent read(InputStream tgz, PackageLimits limits) {
    return new PackageArchive(limits).content(tgz);
  }

  private PackageContent content(InputStream tgz) {
    MessageDigest digest = sha256();
    InputStream file =
        new DigestInputStream(
            new BufferedInputStream(
                new Bounded(tgz, limits.maxFile().toBytes(), "package-too-long")),
            digest);
    try {
      entries(file);
      file.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | IllegalArgumentException broken) {
      throw PackageFinding.of("package-broken", "package.tgz").problem();
    }
    if (manifest == null) {
      throw PackageFinding.of("package-manifest", MANIFEST, "package.json").problem();
    }
    PackageManifest.require(manifest);
    if (definitions.isEmpty()) {
      throw PackageFinding.of("package-empty", manifest.path("name").asText()).problem();
    }
    return new PackageContent(manifest, HexFormat.of().formatHex(digest.digest()), definitions);
  }

  private void entries(InputStream file) throws IOException {
    InputStream unpacked =
        new Bounded(
            new GzipCompressorInputStream(file),
            limits.maxUnpacked().toBytes(),
            "package-unpacked");
    TarArchiveInputStream tar = new TarArchiveInputStream(unpacked);
    int entries = 0;
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (++entries > limits.maxEntries()) {
        throw PackageFinding.of("package-entries", limits.maxEntries()).problem();
      }
      requireHarmless(entry);
      if (entry.isFile() && isResource(entry.getName())) {
        add(entry.getName(), bytes(tar, entry));
      }
    }
    unpacked.transferTo(OutputStream.nullOutputStream());
  }

  /** A name that leads out of its folder, or an entry that is something else than a file. */
  private static void requireHarmless(TarArchiveEntry entry) {
    String name = entry.getName();
    boolean outside =
        name.startsWith("/")
            || name.contains("\\")
            || name.indexOf(':') == 1
            || Arrays.asList(name.split("/")).contains("..");
    boolean special =
        entry.isLink()
            || entry.isSymbolicLink()
            || entry.isBlockDevice()
            || entry.isCharacterDevice()
            || entry.isFIFO();
    if (outside || special) {
      throw PackageFinding.of("package-path", name).problem();
    }
  }

  private byte[] bytes(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
    int most = (int) Math.min(limits.maxEntry().toBytes(), Integer.MAX_VALUE / 2);
    byte[] bytes = tar.readNBytes(most + 1);
    if (bytes.length > most) {
      throw PackageFinding.of("package-entry", entry.getName(), limits.maxEntry().toMegabytes())
          .problem();
    }
    if (bytes.length < entry.getSize()) {
      throw new IOException("cut off");
    }
    return bytes;
  }

  /** Files of the folder itself; examples and other matter lie in folders below. */
  private static boolean isResource(String name) {
    return name.startsWith(FOLDER)
        && name.endsWith(".json")
        && name.indexOf('/', FOLDER.length()) < 0
        && !name.equals(FOLDER + ".index.json");
  }

  private void add(String file, byte[] bytes) {
    JsonNode read = parsed(file, bytes);
    if (file.equals(MANIFEST)) {
      manifest = read;
      return;
    }
    String type = read.path("resourceType").asText();
    if (!PackageContent.TYPES.contains(type)) {
      return;
    }
    String url = read.path("url").asText();
    if (!url.matches("[\\p{Graph}&&[^|]]{1,500}")) {
      throw PackageFinding.at(type + ".url", "package-canonical", file).problem();
    }
    if (!read.path("version").asText().matches("\\P{Cntrl}{0,100}")) {
      throw PackageFinding.at(type + ".version", "package-canonical", file).problem();
    }
    Definition definition =
        new Definition(
            file,
            type,
            url,
            read.path("version").asText(),
            new String(bytes, StandardCharsets.UTF_8));
    String other = seen.putIfAbsent(type + " " + definition.canonical(), file);
    if (other != null) {
      throw PackageFinding.at(
              type + ".url", "package-canonical-twice", definition.canonical(), other, file)
          .problem();
    }
    definitions.add(definition);
  }

  private JsonNode parsed(String file, byte[] bytes) {
    try {
      JsonNode read = json.readTree(bytes);
      if (read != null && read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw PackageFinding.of("package-json", file, e.getLocation().getLineNr()).problem();
    } catch (IOException e) {
      throw PackageFinding.of("package-json", file, 1).problem();
    }
    throw PackageFinding.of("package-json", file, 1).problem();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stream that ends with a refusal when it is longer than allowed. */
  private static final class Bounded extends java.io.FilterInputStream {

    private final long most;
    private final String rule;
    private long read;

    Bounded(InputStream in, long most, String rule) {
      super(in);
      this.most = most;
      this.rule = rule;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int some = super.read(into, offset, length);
      count(Math.max(0, some));
      return some;
    }

    @Override
    public long skip(long wanted) throws IOException {
      long skipped = super.skip(wanted);
      count(skipped);
      return skipped;
    }

    private void count(long more) {
      read += more;
      if (read > most) {
        throw PackageFinding.of(rule, most >> 20).problem();
      }
    }
  }
}
