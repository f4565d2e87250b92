import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { foundDemo, type FoundingStep } from '../demo/found-demo.ts';
import { finishInterrupted, installDemo, isFounded, readSetupToken } from '../demo/install.ts';
import { printDemo } from '../demo/print.ts';
import { type DemoFile, movedTo, readDemo, writeDemo } from '../demo/sign-ins.ts';
import { CliError } from '../output/errors.ts';
import type { Shell } from '../output/shell.ts';
import type { Terminal } from '../output/terminal.ts';
import { dataOf } from '../profile/session.ts';
import { Progress } from '../progress/progress.ts';
import { type ServerChild, startServer } from '../server/child.ts';
import { buildClinic } from '../server/clinic-build.ts';
import { places } from '../server/workspace.ts';

interface Options {
  readonly demo?: boolean;
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  /** False with `--no-clinic`. */
  readonly clinic: boolean;
}

interface Plan {
  readonly terminal: Terminal;
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly demo: boolean;
  readonly clinic: boolean;
}

function planOf(terminal: Terminal, options: Options): Plan {
  const { env } = terminal;
  const port = Number(options.port ?? (env['VAITI_PORT'] || '8420'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CliError('usage', { what: '--port' });
  return {
    terminal,
    data: dataOf(terminal, options.data),
    host: options.host ?? (env['VAITI_HOST'] || '127.0.0.1'),
    port,
    demo: options.demo === true,
    clinic: options.clinic,
  };
}

/** The clinic app's folder, built when it is missing or older than its sources. */
async function prepareClinic({ terminal, clinic }: Plan): Promise<string | undefined> {
  const { env, tell, words } = terminal;
  if (!clinic) return undefined;
  if (env['VAITI_CLINIC']) return env['VAITI_CLINIC'];
  const began = terminal.now();
  const built = await buildClinic(tell);
  const seconds = Math.round((terminal.now() - began) / 1000);
  if (built) tell(words('cli.serve.clinic-built', { seconds }));
  return places.clinicDist;
}

function foundingWords({ words }: Terminal, { step, done, of }: FoundingStep): string {
  return step === 'people'
    ? words('cli.serve.founding-people', { done, of })
    : words('cli.serve.founding-patients', { done, of });
}

/** What the server says to whoever starts it; the set-up token is for `init`, which finds it itself. */
function serverLines({ tell }: Terminal): (line: string) => void {
  return (line) => {
    if (!line.startsWith('Set-up token:')) tell(line);
  };
}

/** Founds the demo where the data folder holds nothing yet. */
async function foundIfEmpty(plan: Plan): Promise<void> {
  const { data, terminal } = plan;
  const { env, now, tell, words } = terminal;
  const progress = new Progress(terminal);
  const onProgress = (step: FoundingStep) => progress.update(() => foundingWords(terminal, step));
  const began = now();
  tell(words('cli.serve.founding'));
  try {
    await installDemo({ data, env, now, onProgress, onLine: serverLines(terminal) });
  } finally {
    progress.clear();
  }
  const seconds = Math.round((now() - began) / 1000);
  tell(words('cli.serve.founded', { seconds }));
}

/** Founds the demo in a database outside the data folder, which cannot be swapped in when done. */
async function foundInPlace(plan: Plan, server: ServerChild): Promise<void> {
  const { data, terminal } = plan;
  const { now, tell, words } = terminal;
  tell(words('cli.serve.founding'));
  const progress = new Progress(terminal);
  const setupToken = await readSetupToken(data);
  const onProgress = (step: FoundingStep) => progress.update(() => foundingWords(terminal, step));
  await writeDemo(data, await foundDemo({ server: server.url, setupToken, now, onProgress }));
  progress.clear();
}

async function isEmpty(data: string): Promise<boolean> {
  return !existsSync(data) || (await readdir(data)).length === 0;
}

async function start(plan: Plan, clinic: string | undefined): Promise<ServerChild> {
  const { data, host, port, terminal } = plan;
  await mkdir(data, { recursive: true, mode: 0o700 });
  const onLine = serverLines(terminal);
  return startServer({ data, host, port, clinic, env: terminal.env, onLine });
}

/** The server of the final place, with a demo practice in it if one was asked for and fits. */
async function startWithDemo(
  plan: Plan,
  clinic: Promise<string | undefined>,
): Promise<ServerChild> {
  const { data, terminal } = plan;
  const { env, tell, words } = terminal;
  const elsewhere = Boolean(env['DATABASE_URL']);
  if (await finishInterrupted(data)) tell(words('cli.serve.interrupted'));
  if (!elsewhere && (await isEmpty(data))) await foundIfEmpty(plan);
  const server = await start(plan, await clinic);
  if (await isFounded(server)) return server;
  if (elsewhere) {
    await foundInPlace(plan, server);
    return server;
  }
  await server.stop();
  await foundIfEmpty(plan);
  return start(plan, await clinic);
}

/** Stops the server gracefully on any signal that would end us; resolves to its exit code. */
async function untilEnded(server: ServerChild): Promise<number> {
  // As SIGTERM: a terminal has sent Ctrl-C to the server already, and twice would be at once.
  const stop = () => void server.stop();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  const code = await server.ended;
  for (const signal of signals) process.off(signal, stop);
  return code;
}

/** The demo's sign-ins, with links to where it runs now. */
async function currentDemo(data: string, url: string): Promise<DemoFile | undefined> {
  const demo = await readDemo(data);
  if (demo === undefined || demo.server === url) return demo;
  const moved = movedTo(demo, url);
  await writeDemo(data, moved);
  return moved;
}

async function serve(terminal: Terminal, options: Options): Promise<number> {
  const plan = planOf(terminal, options);
  const { print, tell, words } = terminal;
  const clinic = prepareClinic(plan);
  // Awaited further on; a failure before that must not go unhandled.
  clinic.catch(() => undefined);
  const server = plan.demo ? await startWithDemo(plan, clinic) : await start(plan, await clinic);
  const demo = await currentDemo(plan.data, server.url);
  if (demo !== undefined) printDemo(terminal, demo);
  else if (plan.demo) tell(words('cli.serve.not-demo', { path: plan.data }));
  else if (!(await isFounded(server))) tell(words('cli.serve.not-founded'));
  print(words('cli.serve.ready', { url: server.url }));
  return untilEnded(server);
}

/** `vaiti serve`: builds the clinic app if need be and runs the server until it is told to stop. */
export function serveCommand(shell: Shell): Command {
  const { terminal } = shell;
  const { words } = terminal;
  return shell
    .command('serve')
    .option('--demo', words('cli.option.demo'))
    .option('--port <number>', words('cli.option.port'))
    .option('--host <address>', words('cli.option.host'))
    .option('--data <folder>', words('cli.option.data'))
    .option('--no-clinic', words('cli.option.no-clinic'))
    .action((options: Options) => shell.run(() => serve(terminal, options)));
}
