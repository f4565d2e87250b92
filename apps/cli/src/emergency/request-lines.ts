import {
  type Directory,
  nameOf,
  phaseOf,
  type ProvenRequest,
  reviewDue,
  reviewsOf,
} from '@vaiti/client';
import type { PrincipalId } from '@vaiti/core';
import type { Words } from '../output/words.ts';

function minute(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

/** A request as people read it: where it stands, who asked, for what and why, who answered. */
export function requestLines(
  words: Words,
  about: { readonly directory: Directory; readonly request: ProvenRequest; readonly now: number },
): readonly string[] {
  const { directory, now, request } = about;
  const name = (id: PrincipalId) => nameOf(directory, id);
  const names = (ids: readonly PrincipalId[]) => [...new Set(ids)].map(name).join(', ');
  const phase = phaseOf(request, now);
  const approvers = names(request.approvals.map(({ approver }) => approver));
  const declined = names(
    request.verdicts.filter(({ says }) => says === 'declined').map(({ by }) => by),
  );
  const due = reviewDue(request);
  return [
    words('cli.emergency.line', {
      id: request.id.slice(0, 8),
      phase,
      name: name(request.requester),
      time: minute(request.time),
    }),
    `  ${words('cli.emergency.file', { file: request.file })}`,
    ...(request.reason === undefined
      ? []
      : [`  ${words('cli.emergency.reason', { text: request.reason })}`]),
    ...(approvers === '' ? [] : [`  ${words('cli.emergency.approved-by', { names: approvers })}`]),
    ...(declined === '' ? [] : [`  ${words('cli.emergency.declined-by', { names: declined })}`]),
    ...(request.done === undefined
      ? []
      : [`  ${words('cli.emergency.opened-on', { time: minute(request.done) })}`]),
    ...(due === undefined ? [] : [`  ${words('cli.emergency.due', { time: minute(due) })}`]),
    ...reviewsOf(request).map(
      ({ by, says }) => `  ${words('cli.emergency.review-says', { says, name: name(by) })}`,
    ),
  ];
}
