import { configOf, StartRefused, startServer } from './index.ts';

/** Ends the process when stopping takes longer than it may, milliseconds. */
const PATIENCE = 10_000;

async function main(): Promise<void> {
  const server = await startServer(configOf(process.env));
  process.stdout.write(`Vaiti server listening on ${server.url}\n`);
  if (server.setupTokenPath !== undefined)
    process.stderr.write(`Set-up token: ${server.setupTokenPath}\n`);
  const stop = (): void => {
    setTimeout(() => process.exit(1), PATIENCE).unref();
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  if (error instanceof StartRefused) {
    process.stderr.write(`Not started (${error.code}): ${error.message}\n`);
    process.exit(78);
  }
  const name = error instanceof Error ? error.name : 'unknown fault';
  process.stderr.write(`Not started: ${name}\n`);
  process.exit(70);
});
