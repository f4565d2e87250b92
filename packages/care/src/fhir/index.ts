export { type BundleEntry, bundleEntries, isBundle } from './bundle.ts';
export type { FiledRecord } from './filed.ts';
export { collectionBundle, exportDirectory, exportPatient, type PatientExport } from './map-out.ts';
export {
  type Digest,
  type FhirResource,
  importKeyOf,
  type ParsedResource,
  parseResource,
} from './parse.ts';
export {
  type ImportItem,
  ImportPlan,
  type ImportPlanOptions,
  type ImportTarget,
  type ImportWarning,
  UNASSIGNED,
} from './plan.ts';
export {
  type ReferenceFault,
  type ReferenceIndex,
  type ReferenceTarget,
  type Resolution,
  readReference,
} from './references.ts';
export type { ExportedResource } from './verbatim.ts';
