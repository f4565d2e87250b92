import { resolve } from 'node:path';
import { z } from 'zod';
import { StartRefused, unsafeCodes } from './refusal.ts';

/** Settings of one server. */
export interface Config {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Directory of store, keys and logs. */
  readonly data: string;
  /** PostgreSQL URL; undefined means SQLite in the data directory. */
  readonly database: string | undefined;
  /** PostgreSQL schema; undefined means the connection's default. */
  readonly schema?: string;
  /** Folder of the built clinic app, if it is to be served. */
  readonly clinic: string | undefined;
  /** Whether a proxy terminates TLS before this server. */
  readonly behindTls: boolean;
  /** Needed to read /metrics from elsewhere than this machine. */
  readonly metricsToken: string | undefined;
  readonly logLevel: LogLevel;
  /** A path, `stderr`, or undefined for the data directory. */
  readonly logFile: string | undefined;
  readonly allowUnsafe: ReadonlySet<string>;
  /** Days after which no backup exists any more, so that what was forgotten is gone from them too. */
  readonly backupDays: number;
  /** Milliseconds since 1970. Injected by tests. */
  readonly clock?: () => number;
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const flag = z.enum(['0', '1', 'true', 'false']).transform((v) => v === '1' || v === 'true');

const settings = z.object({
  VAITI_PORT: z.coerce.number().int().min(0).max(65_535).default(8420),
  VAITI_HOST: z.string().min(1).default('127.0.0.1'),
  VAITI_DATA: z.string().min(1).default('./.vaiti'),
  VAITI_CLINIC: z.string().min(1).optional(),
  VAITI_BEHIND_TLS: flag.default(false),
  VAITI_METRICS_TOKEN: z.string().min(16).optional(),
  VAITI_LOG_LEVEL: z.enum(logLevels).default('info'),
  VAITI_LOG_FILE: z.string().min(1).optional(),
  VAITI_BACKUP_DAYS: z.coerce.number().int().min(0).max(3650).default(35),
  VAITI_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/)
    .optional(),
  VAITI_ALLOW_UNSAFE: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((code) => code.trim())
        .filter((c) => c !== ''),
    )
    .pipe(z.array(z.enum(unsafeCodes))),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//)
    .optional(),
});

/**
 * Settings out of environment variables; empty ones count as left out. Throws `StartRefused` with
 * `setting-invalid`, naming the variables but never their values.
 */
export function configOf(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const parsed = settings.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
    throw new StartRefused('setting-invalid', `Not a valid value: ${names.join(', ')}.`);
  }
  const s = parsed.data;
  return {
    port: s.VAITI_PORT,
    host: s.VAITI_HOST,
    data: resolve(s.VAITI_DATA),
    database: s.DATABASE_URL,
    ...(s.VAITI_SCHEMA === undefined ? {} : { schema: s.VAITI_SCHEMA }),
    clinic: s.VAITI_CLINIC === undefined ? undefined : resolve(s.VAITI_CLINIC),
    behindTls: s.VAITI_BEHIND_TLS,
    metricsToken: s.VAITI_METRICS_TOKEN,
    logLevel: s.VAITI_LOG_LEVEL,
    logFile: s.VAITI_LOG_FILE,
    allowUnsafe: new Set(s.VAITI_ALLOW_UNSAFE),
    backupDays: s.VAITI_BACKUP_DAYS,
  };
}
