package org.xiangqiao.suites.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.builder.profile.Agreement;
import org.xiangqiao.terminology.builder.profile.PackageContent;
import org.xiangqiao.terminology.builder.profile.ReferenceVerdicts;

/** Definitions of several cases, of each canonical one. */
final class Support {

  private final ValidatorCases source;
  private final Set<String> cases = new HashSet<>();
  private final Set<String> files = new TreeSet<>();
  private final Map<String, String> owners = new HashMap<>();
  private Agreement agreement;

  Support(ValidatorCases source) {
    this.source = source;
  }

  /** False if one of its definitions would hide another. */
  boolean take(ValidationCase each) {
    for (String file : each.supporting()) {
      for (String url : urls(file)) {
        if (!owners.getOrDefault(url, file).equals(file)) {
          return false;
        }
      }
    }
    for (String file : each.supporting()) {
      urls(file).forEach(url -> owners.put(url, file));
      files.add(file);
    }
    cases.add(each.id());
    return true;
  }

  boolean has(ValidationCase each) {
    return cases.contains(each.id());
  }

  Agreement agreement(PackageContent content, ReferenceVerdicts verdicts) {
    if (agreement == null) {
      List<Resource> all = new ArrayList<>();
      files.forEach(file -> all.addAll(flat(source.definition(file))));
      PackageContent own = content.with(all, " " + files, Comparison.LIMITS);
      agreement = new Agreement(own.validator(), own.compiled(), verdicts);
    }
    return agreement;
  }

  private List<String> urls(String file) {
    List<String> urls = new ArrayList<>();
    for (Resource each : flat(source.definition(file))) {
      if (each instanceof MetadataResource definition && definition.hasUrl()) {
        urls.add(definition.getUrl());
      }
    }
    return urls;
  }

  private static List<Resource> flat(Resource file) {
    if (file instanceof Bundle bundle) {
      return bundle.getEntry().stream().map(Bundle.BundleEntryComponent::getResource).toList();
    }
    return List.of(file);
  }
}
