export { agreement, agreeToForget, askToForget } from './ending.ts';
export { realEntropy, seededEntropy } from './entropy.ts';
export { type Attack, runAttack, type Scene, type Verdict } from './malicious/attack.ts';
export { attacks } from './malicious/attacks/index.ts';
export { MaliciousServer } from './malicious/malicious-server.ts';
export { setStage, type Stage } from './malicious/stage.ts';
export { type Call, flipped, onEntries, onRead, type Tamper } from './malicious/tamper.ts';
export { type MemberPlan, newMember, type TestMember } from './members.ts';
export { contactOf, newPatient, noteDraft, noteOf, readTexts, textsOf } from './notes.ts';
export { joinPractice, type Joined, newCouncil, type TestCouncil } from './officers.ts';
export {
  foundSmallPractice,
  type OpenOptions,
  type Persona,
  type PersonaName,
  personas,
  type SmallPractice,
} from './personas.ts';
export { ServerNotStarted, type ServerOptions, ServerProcess } from './server-process.ts';
