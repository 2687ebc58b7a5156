package org.xiangqiao.server.security.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.server.security.scope.ScopeException.Reason;

class SmartScopesTest {

  @Test
  void everyCombinationOfLettersInOrderAllowsExactlyThese() {
    for (int bits = 1; bits < 32; bits++) {
      Set<Permission> wanted = EnumSet.noneOf(Permission.class);
      for (Permission permission : Permission.values()) {
        if ((bits >> permission.ordinal() & 1) == 1) {
          wanted.add(permission);
        }
      }
      SmartScopes scopes = parse("system/Patient." + Permission.letters(wanted));
      for (Permission permission : Permission.values()) {
        assertThat(scopes.allows("Patient", permission)).isEqualTo(wanted.contains(permission));
        assertThat(scopes.allows("Claim", permission)).isFalse();
        assertThat(scopes.allows("*", permission)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "system/*.read, rs",
    "system/*.write, cud",
    "system/*.*, cruds",
    "system/*.cruds, cruds",
    "system/Immunization.read, rs",
    "system/Immunization.write, cud",
    "system/Immunization.*, cruds"
  })
  void firstAndSecondVersionMeanTheSame(String scope, String letters) {
    SmartScopes scopes = parse(scope);
    for (Permission permission : Permission.values()) {
      assertThat(scopes.allows("Immunization", permission))
          .as("%s %s", scope, permission)
          .isEqualTo(letters.indexOf(permission.letter()) >= 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system/Patient.sr",
        "system/Patient.rr",
        "system/Patient.",
        "system/Patient.x",
        "system/Patient.reads",
        "system/Patient",
        "system/.rs",
        "system/Patient/rs",
        "System/Patient.rs",
        "system/Patient.rs ",
        "system/Pa tient.rs",
        "launch",
        "openid",
        "xiangqiao/everything",
        ""
      })
  void otherFormsAreMalformed(String scope) {
    refused(scope, Reason.MALFORMED);
  }

  @Test
  void queriesPersonsAndUnknownTypesAreRefusedByTheirReason() {
    refused("system/Observation.rs?category=laboratory", Reason.QUERY);
    refused("system/Observation.rs?", Reason.QUERY);
    refused("patient/Patient.rs", Reason.CONTEXT);
    refused("user/*.read", Reason.CONTEXT);
    refused("user/Observation.rs?category=laboratory", Reason.CONTEXT);
    refused("system/Patients.rs", Reason.TYPE);
    refused("system/patient.rs", Reason.TYPE);
  }

  @Test
  void productScopesStandBesideSmart() {
    SmartScopes scopes = parse("xiangqiao/exchange.read system/*.rs");
    assertThat(scopes.allows(ProductScope.EXCHANGE_READ)).isTrue();
    assertThat(scopes.allows(ProductScope.EXCHANGE_PAYLOAD)).isFalse();
    assertThat(parse("system/*.cruds").allows(ProductScope.CLIENTS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "system/*.cruds                | system/Patient.r             | system/Patient.r",
        "system/*.rs                   | system/Patient.cruds         | system/Patient.rs",
        "system/Patient.rs             | system/*.cruds               | system/Patient.rs",
        "system/*.rs system/Claim.c    | system/*.cruds               | system/*.rs system/Claim.c",
        "system/*.rs system/Claim.c    | system/Claim.cu              | system/Claim.c",
        "system/*.rs                   | system/*.read                | system/*.read",
        "system/*.r                    | system/*.read                | system/*.r",
        "system/Patient.rs             | system/Claim.rs              | ''",
        "system/Patient.r system/Patient.s | system/Patient.rs        | system/Patient.rs",
        "system/*.rs                   | openid launch system/*.rs    | system/*.rs",
        "system/*.rs                   | xiangqiao/metrics            | ''",
        "xiangqiao/metrics             | xiangqiao/metrics            | xiangqiao/metrics",
        "system/*.rs                   | system/*.rs system/*.rs      | system/*.rs"
      })
  void aRequestGetsWhatIsBothAskedAndRegistered(
      String registered, String requested, String granted) {
    assertThat(parse(registered).narrow(SmartScopes.split(requested)))
        .isEqualTo(SmartScopes.split(granted));
  }

  @Test
  void whatIsGrantedNeverExceedsEither() {
    List<String> samples = new ArrayList<>();
    for (String type : List.of("*", "Patient", "Claim")) {
      for (String letters : List.of("c", "rs", "cud", "cruds", "read", "write", "*")) {
        samples.add("system/" + type + "." + letters);
      }
    }
    for (String first : samples) {
      for (String second : samples) {
        for (String asked : samples) {
          SmartScopes registered = SmartScopes.parse(List.of(first, second));
          SmartScopes requested = SmartScopes.parse(List.of(asked));
          SmartScopes granted = SmartScopes.parse(registered.narrow(List.of(asked)));
          for (String type : List.of("Patient", "Claim", "Observation")) {
            for (Permission permission : Permission.values()) {
              assertThat(granted.allows(type, permission))
                  .as("%s %s: asked %s for %s %s", first, second, asked, type, permission)
                  .isEqualTo(
                      registered.allows(type, permission) && requested.allows(type, permission));
            }
          }
        }
      }
    }
  }

  @Test
  void anotherIssuersScopesGiveOnlyWhatIsEnforced() {
    SmartScopes scopes =
        SmartScopes.understood(
            List.of(
                "openid",
                "patient/Patient.rs",
                "system/Observation.rs?category=laboratory",
                "system/Patient.rs"));
    assertThat(scopes.allows("Patient", Permission.READ)).isTrue();
    assertThat(scopes.allows("Observation", Permission.READ)).isFalse();
    assertThat(scopes.written()).containsExactly("system/Patient.rs");
  }

  private static SmartScopes parse(String scopes) {
    return SmartScopes.parse(SmartScopes.split(scopes));
  }

  private static void refused(String scope, Reason reason) {
    assertThatThrownBy(() -> SmartScopes.parse(List.of(scope)))
        .isInstanceOfSatisfying(
            ScopeException.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(reason);
              assertThat(refusal.scope()).isEqualTo(scope);
            });
  }
}
