import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writePrivate } from '../profile/home.ts';

const signInSchema = z.strictObject({
  name: z.string(),
  /** Short name for `--as`. */
  nickname: z.string(),
  /** Role ids of the roster. */
  roles: z.array(z.string()),
  /** Names of the centres they work at; empty for the whole practice. */
  centres: z.array(z.string()),
  link: z.string(),
  secretKey: z.string(),
  password: z.string(),
  principal: z.string(),
});
export type DemoSignIn = z.infer<typeof signInSchema>;

const fileSchema = z.strictObject({
  demo: z.literal(true),
  practice: z.string(),
  server: z.string(),
  signIns: z.array(signInSchema),
});
export type DemoFile = z.infer<typeof fileSchema>;

/** Name of the file below the data folder; only a demo practice has one. */
export const DEMO_FILE = 'demo-sign-ins.json';

/** The demo's sign-ins, or undefined where the data folder holds no demo. */
export function readDemo(data: string): Promise<DemoFile | undefined> {
  return readJson(join(data, DEMO_FILE), fileSchema);
}

/** Writes the demo's sign-ins (0600). */
export function writeDemo(data: string, demo: DemoFile): Promise<void> {
  return writePrivate(join(data, DEMO_FILE), `${JSON.stringify(demo, null, 2)}\n`);
}

/** The link that signs in: the fragment never leaves the browser. */
export function linkOf(server: string, person: Pick<DemoSignIn, 'secretKey' | 'password'>): string {
  return `${server}/#k=${person.secretKey}&p=${encodeURIComponent(person.password)}`;
}

/** The demo as it is found at another address than before. */
export function movedTo(demo: DemoFile, server: string): DemoFile {
  const signIns = demo.signIns.map((person) => ({ ...person, link: linkOf(server, person) }));
  return { ...demo, server, signIns };
}
