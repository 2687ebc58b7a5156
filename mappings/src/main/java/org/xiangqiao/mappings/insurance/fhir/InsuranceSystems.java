package org.xiangqiao.mappings.insurance.fhir;

/** Systems of identifiers and codes that the insurance mapping reads and writes. */
public final class InsuranceSystems {

  /** 就诊ID {@code mdtrt_id}. */
  public static final String VISIT = "https://fhir.xiangqiao.org/sid/insurance-visit";

  /** 结算ID {@code setl_id}. */
  public static final String SETTLEMENT = "https://fhir.xiangqiao.org/sid/insurance-settlement";

  /** 医保区划 {@code insuplc_admdvs}, {@code clr_optins}. */
  public static final String DISTRICT = "https://fhir.xiangqiao.org/sid/insurance-district";

  /** 定点医药机构编号 {@code fixmedins_code}. */
  public static final String INSTITUTION = "https://fhir.xiangqiao.org/sid/insurance-institution";

  /** National code of a doctor (医保医师代码). */
  public static final String STAFF = "https://fhir.xiangqiao.org/sid/insurance-staff";

  /** Code of a department (科室编码) as it was filed with the platform. */
  public static final String DEPARTMENT = "https://fhir.xiangqiao.org/sid/insurance-department";

  /** 医疗目录编码 {@code med_list_codg}. */
  public static final String ITEM = "https://fhir.xiangqiao.org/sid/insurance-item";

  /** National code of a diagnosis (医保疾病诊断代码) {@code diag_code}. */
  public static final String DIAGNOSIS = "https://fhir.xiangqiao.org/sid/insurance-diagnosis";

  /** National code of an operation (医保手术操作代码) {@code oprn_oprt_code}. */
  public static final String OPERATION = "https://fhir.xiangqiao.org/sid/insurance-operation";

  /** Category of {@code supportingInfo}: its code is the platform's key. */
  public static final String FIELD = "https://fhir.xiangqiao.org/sid/insurance-field";

  /** Amounts: the code is the platform's key. */
  public static final String ADJUDICATION =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-adjudication";

  private InsuranceSystems() {}

  /** Code system of one of the platform's dictionaries. */
  public static String dictionary(String name) {
    return "https://fhir.xiangqiao.org/CodeSystem/insurance-" + name.replace('_', '-');
  }

  static String extension(String name) {
    return "https://fhir.xiangqiao.org/StructureDefinition/" + name;
  }
}
