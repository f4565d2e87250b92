export {
  type CareloadOptions,
  type DemoOptions,
  type DemoPractice,
  generateCareload,
  generateDemoPractice,
} from './generate.ts';
export type { DemoPatient, DemoVisit } from './patient.ts';
export { type DemoStaff, SUPERVISED } from './practice.ts';
export { demoTold } from './told.ts';
