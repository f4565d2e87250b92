/** The JSON schema validator has no types of its own. Used by tests. */
declare module '@asymmetrik/fhir-json-schema-validator' {
  class SchemaValidator {
    /** What is wrong with a resource; empty if nothing. */
    validate(resource: unknown): readonly unknown[];
  }
  export = SchemaValidator;
}
