package org.xiangqiao.server.rest.operation;

/**
 * An input of an operation (R4 OperationDefinition.parameter).
 *
 * @param type FHIR type, for example {@code date} or {@code Coding}; {@code Resource} for any
 *     resource; a primitive may stand in the URL
 * @param repeats whether it may be given more than once
 * @param meaning one English sentence for the CapabilityStatement and OpenAPI
 */
public record OperationParameter(
    String name, String type, boolean required, boolean repeats, String meaning) {

  public static OperationParameter optional(String name, String type, String meaning) {
    return new OperationParameter(name, type, false, false, meaning);
  }

  public static OperationParameter required(String name, String type, String meaning) {
    return new OperationParameter(name, type, true, false, meaning);
  }

  public static OperationParameter repeated(String name, String type, String meaning) {
    return new OperationParameter(name, type, false, true, meaning);
  }

  public boolean primitive() {
    return Character.isLowerCase(type.charAt(0));
  }

  /** Whether a whole resource is meant, which may be the body itself. */
  public boolean resource() {
    return type.equals("Resource");
  }
}
