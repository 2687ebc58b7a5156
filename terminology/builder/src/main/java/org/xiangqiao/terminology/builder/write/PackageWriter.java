package org.xiangqiao.terminology.builder.write;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.NamingSystem;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.builder.PackageInfo;

/**
 * Writes resources as an NPM-form FHIR package ({@code package/package.json}, {@code .index.json},
 * one file a resource). FHIR package specification, confluence.hl7.org "NPM Package Specification".
 */
public final class PackageWriter {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final FhirContext fhir;
  private final PackageInfo info;

  public PackageWriter(FhirContext fhir, PackageInfo info) {
    this.fhir = fhir;
    this.info = info;
  }

  public void write(List<Resource> resources, OutputStream out) throws IOException {
    Map<String, Resource> files = new TreeMap<>();
    for (Resource resource : resources) {
      files.put(resource.fhirType() + "-" + resource.getIdPart() + ".json", resource);
    }
    try (DeterministicTar tar = new DeterministicTar(out, info.date())) {
      tar.file("package/package.json", bytes(manifest()));
      tar.file("package/.index.json", bytes(index(files)));
      for (Map.Entry<String, Resource> file : files.entrySet()) {
        String json = fhir.newJsonParser().encodeResourceToString(file.getValue());
        tar.file("package/" + file.getKey(), json.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private ObjectNode manifest() {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", info.name());
    json.put("version", info.version());
    json.put("type", "fhir.ig");
    json.put("license", "Apache-2.0");
    json.put("canonical", info.canonical());
    json.put("title", info.title());
    json.put("description", info.description());
    json.put("author", info.publisher());
    json.put("jurisdiction", "urn:iso:std:iso:3166#CN");
    json.putArray("fhirVersions").add("4.0.1");
    json.putObject("dependencies").put("hl7.fhir.r4.core", "4.0.1");
    return json;
  }

  private static ObjectNode index(Map<String, Resource> files) {
    ObjectNode json = JSON.createObjectNode();
    json.put("index-version", 2);
    ArrayNode list = json.putArray("files");
    files.forEach((name, resource) -> entry(list.addObject(), name, resource));
    return json;
  }

  private static void entry(ObjectNode entry, String name, Resource resource) {
    entry.put("filename", name);
    entry.put("resourceType", resource.fhirType());
    entry.put("id", resource.getIdPart());
    if (resource instanceof MetadataResource definition && !(resource instanceof NamingSystem)) {
      entry.put("url", definition.getUrl());
      entry.put("version", definition.getVersion());
    }
    if (resource instanceof StructureDefinition definition) {
      entry.put("kind", definition.getKind().toCode());
      entry.put("type", definition.getType());
      entry.put("derivation", definition.getDerivation().toCode());
    } else if (resource instanceof CodeSystem system) {
      entry.put("content", system.getContent().toCode());
    } else if (resource instanceof ValueSet set && set.hasCompose()) {
      entry.put("hasExpansion", set.hasExpansion());
    }
  }

  private static byte[] bytes(ObjectNode json) throws JsonProcessingException {
    return JSON.writeValueAsString(json).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
  }
}
