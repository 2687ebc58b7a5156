package org.xiangqiao.mappings.insurance.codes;

import java.util.Arrays;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

/** What a code of an institution names (对照类别). */
public enum CodeKind {
  /** 收费项目, {@code med_list_codg}. */
  ITEM("item", InsuranceSystems.ITEM),
  /** 医师, {@code bilg_dr_codg}, {@code atddr_no}. */
  DOCTOR("doctor", InsuranceSystems.STAFF),
  /** 科室, {@code bilg_dept_codg}, {@code dept_code}. */
  DEPARTMENT("department", InsuranceSystems.DEPARTMENT),
  /** 诊断, {@code diag_code}. */
  DIAGNOSIS("diagnosis", InsuranceSystems.DIAGNOSIS);

  private final String code;
  private final String system;

  CodeKind(String code, String system) {
    this.code = code;
    this.system = system;
  }

  /** As it is named in parameters, resources and tables. */
  public String code() {
    return code;
  }

  /** System of the national codes. */
  public String system() {
    return system;
  }

  public static Optional<CodeKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
  }
}
