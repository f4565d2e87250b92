import { timingSafeEqual } from 'node:crypto';
import type { Access } from '@vaiti/contract';
import type { Context as HonoContext } from 'hono';
import { memberOutside } from '../accounts/member.ts';
import type { Config } from '../config/config.ts';
import { allowed } from '../policy/gate.ts';
import { ApiError } from './api-error.ts';
import { type Bindings, bindingsOf } from './bindings.ts';
import type { Caller } from './handler.ts';
import type { Services } from './services.ts';

type Ctx = HonoContext<{ Bindings: Bindings }>;

const BEARER = /^Bearer (?<token>[A-Za-z0-9_-]{43})$/;

/**
 * Who calls. Where something is asked of the caller, an unknown, ended or missing token, and a session
 * of someone retired, throw `signed-out`.
 */
export async function callerOf(services: Services, access: Access, c: Ctx): Promise<Caller> {
  if (access === 'anyone') return { kind: 'nobody' };
  const token = BEARER.exec(c.req.header('authorization') ?? '')?.groups?.token;
  if (access === 'invited') {
    const address = addressOf(services.config, c);
    return { kind: 'invited', invitation: services.invitations.byToken(token, address) };
  }
  if (token === undefined) throw new ApiError('signed-out');
  if (access === 'setup' && isSetupToken(services, token)) return { kind: 'setup' };
  if (access === 'setup' && services.invitations.find(token) !== undefined) {
    const address = addressOf(services.config, c);
    return { kind: 'invited', invitation: services.invitations.byToken(token, address) };
  }
  const principal = services.sessions.find(token);
  const { roster } = services.sequencer;
  if (principal === undefined || roster === undefined) throw new ApiError('signed-out');
  const { clock, store } = services;
  const member = await memberOutside(store, roster, { principal, now: clock() });
  if (!allowed(roster, { action: 'use-session', caller: principal, member }))
    throw new ApiError('signed-out');
  return { kind: 'person', principal, token, member };
}

function isSetupToken(services: Services, token: string): boolean {
  const expected = services.setupToken.value;
  if (expected?.length !== token.length) return false;
  return timingSafeEqual(Buffer.from(expected), Buffer.from(token));
}

/** Whether a browser, if it is one, sends this from our own pages (Fetch Metadata). */
export function sameOrigin(c: Ctx): boolean {
  const site = c.req.header('sec-fetch-site');
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** The client's address: the socket's, or what our own proxy appended last. */
export function addressOf(config: Config, c: Ctx): string {
  const socket = bindingsOf(c).incoming?.socket.remoteAddress ?? 'in-process';
  if (!config.behindTls) return socket;
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? socket;
}
