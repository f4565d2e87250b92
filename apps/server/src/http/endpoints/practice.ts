import { idBytes, practiceIdOf } from '@vaiti/core/blind';
import { refusalOfRoster } from './roster.ts';
import { ApiError } from '../api-error.ts';
import type { Handler } from '../handler.ts';

/** Who this server is: anyone may know. */
export const practice: Handler<'practice'> = ({ services }) => {
  const { roster } = services.sequencer;
  return Promise.resolve({
    practice: roster === undefined ? null : idBytes(roster.practice),
    ledger: services.verifierKey,
    suite: roster?.minimumSuite ?? 1,
    time: services.clock(),
  });
};

/** Founds the practice, once, by the set-up token. The entry must name this server's ledger. */
export const found: Handler<'found'> = async ({ services, caller }, { entry }) => {
  if (services.sequencer.roster !== undefined) throw new ApiError('already-founded');
  if (caller.kind !== 'setup') throw new ApiError('signed-out');
  const judgement = await services.sequencer.rosterEntry({
    kind: 'roster',
    caller: undefined,
    signed: entry,
    ledger: services.verifierKey,
    grants: [],
  });
  if (judgement.outcome === 'refused') throw refusalOfRoster(judgement.code);
  return { practice: idBytes(practiceIdOf(entry)) };
};
