import { type Directory, type Practice, type ReaderPlan } from '@vaiti/client';
import { groupOf } from '@vaiti/core';
import { CliError } from '../output/errors.ts';

/** The centre to which imported patients belong: the one named, else the importer's first. */
export function centreFor(
  practice: Practice,
  directory: Directory,
  named: string | undefined,
): string | null {
  if (named !== undefined) {
    const known = [...directory.centres.values()];
    const found = known.find((one) => one.name.toLowerCase() === named.toLowerCase());
    const names = known.map((one) => one.name).join(', ');
    if (found === undefined) throw new CliError('centre-unknown', { name: named, names });
    return found.id;
  }
  const own = practice.roster.people.get(practice.member.identity.id);
  return own?.roles.find((held) => held.centre !== null)?.centre ?? null;
}

/** Who reads imported patient files beside the importer: the centre's reception, contacts alone. */
export function receiversOf(practice: Practice, centre: string | null): readonly ReaderPlan[] {
  const reception = groupOf(practice.roster, 'reception', centre);
  return reception === undefined ? [] : [{ reader: reception.id, scope: 'contact' }];
}
