package org.xiangqiao.server.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.FHIR;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.OpenStore;

/** Profiles by their canonical addresses, many at once. */
class PostedDefinitionsTest {

  private static final String BASE = "https://county.example/fhir/StructureDefinition/";

  private final OpenStore open = OpenStore.open();
  private final AtomicInteger searches = new AtomicInteger();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void manyProfilesTakeOneSearch() {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      open.create(profile("p" + i, "1.0"));
      named.add(BASE + "p" + i);
    }
    open.create(profile("p0", "2.0"));
    named.addAll(List.of(BASE + "p0|1.0", BASE + "p0|3.0", BASE + "unknown", BASE + "a,b"));
    PostedDefinitions posted =
        new PostedDefinitions(
            counted(), FHIR, CALLER.tenantId(), (type, id) -> Optional.empty(), () -> {});

    posted.loadProfiles(named);

    assertThat(version(posted, "p0")).as("the newest").isEqualTo("2.0");
    assertThat(version(posted, "p0|1.0")).isEqualTo("1.0");
    assertThat(version(posted, "p4")).isEqualTo("1.0");
    for (String unknown : List.of("p0|3.0", "unknown", "a,b")) {
      assertThat(posted.fetchStructureDefinition(BASE + unknown)).as(unknown).isNull();
    }
    assertThat(searches).hasValue(1);
    assertThat(version(posted, "p0|2.0")).as("was not named before").isEqualTo("2.0");
  }

  private static String version(PostedDefinitions posted, String name) {
    return ((StructureDefinition) posted.fetchStructureDefinition(BASE + name)).getVersion();
  }

  private static StructureDefinition profile(String name, String version) {
    StructureDefinition profile = new StructureDefinition();
    profile.setUrl(BASE + name).setVersion(version).setName("Sample");
    profile.setStatus(PublicationStatus.ACTIVE).setAbstract(false).setType("Patient");
    profile.setKind(StructureDefinitionKind.RESOURCE);
    return profile;
  }

  private FhirStore counted() {
    return (FhirStore)
        Proxy.newProxyInstance(
            FhirStore.class.getClassLoader(),
            new Class<?>[] {FhirStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("search")) {
                searches.incrementAndGet();
              }
              try {
                return method.invoke(open.store(), arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
