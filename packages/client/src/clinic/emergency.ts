import {
  type Council,
  councilOf,
  holdsRole,
  isSound,
  type PrincipalId,
  toHex,
  waitingCouncil,
} from '@vaiti/core';
import { z } from 'zod';
import { standingOf } from '../access/rotate.ts';
import { isTeam, splitOf } from '../request/approve.ts';
import { gatherApprovals } from '../request/emergency.ts';
import {
  listRequests,
  phaseOf,
  type ProvenRequest,
  reviewDue,
  reviewsOf,
} from '../request/request.ts';
import { type Directory, fingerprintFor, nameOf } from '../practice/directory.ts';
import { giveRole, setCouncil } from '../practice/found.ts';
import type { Practice } from '../practice/practice.ts';
import type { CouncilView, EmergencyView } from './emergency-methods.ts';

/** Ids of requests that the person said they saw, newest last. */
const seenSchema = z.array(z.string()).max(1000);
const SEEN = 'emergencies-seen';
const SEEN_MAX = 500;

async function seenOf({ member }: Practice): Promise<readonly string[]> {
  return (await member.cache.get(SEEN, seenSchema)) ?? [];
}

/** Notes on this device that the person saw that a file of theirs was opened. */
export async function markSeen(practice: Practice, id: string): Promise<void> {
  const seen = await seenOf(practice);
  if (!seen.includes(id)) await practice.member.cache.put(SEEN, [...seen, id].slice(-SEEN_MAX));
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** What the requester of an open request has so far. */
async function gatheredOf(
  practice: Practice,
  directory: Directory,
  request: ProvenRequest,
): Promise<EmergencyView['gathered']> {
  const { needed, sound, wrong } = await gatherApprovals(practice, request);
  return { needed, sound: sound.length, wrong: wrong.map((id) => nameOf(directory, id)) };
}

interface Deciding {
  readonly mayApprove: boolean;
  readonly team: boolean;
}

/** Whether the member holds a share of the file and has not approved in its epoch. */
async function decidingOn(practice: Practice, request: ProvenRequest): Promise<Deciding> {
  const self = practice.member.identity.id;
  if (request.line.share === null) return { mayApprove: false, team: false };
  const split = await splitOf(practice, request);
  const given = request.approvals.some(
    ({ approver, epoch }) => approver === self && epoch === split.epoch,
  );
  // A share that is sealed to keys which one has no more opens to nobody.
  const own = split.split.lines.find(({ officer }) => toHex(officer) === self);
  const opens = own?.generation === practice.member.identity.generation;
  return { mayApprove: opens && !given, team: isTeam(split, self) };
}

async function viewOf(
  practice: Practice,
  about: {
    readonly directory: Directory;
    readonly request: ProvenRequest;
    readonly seen: readonly string[];
  },
): Promise<EmergencyView> {
  const { directory, request, seen } = about;
  const { member, roster } = practice;
  const self = member.identity.id;
  const names = (ids: readonly PrincipalId[]) =>
    [...new Set(ids)].map((id) => nameOf(directory, id));
  const phase = phaseOf(request, member.now());
  const own = request.requester === self;
  const approvers = request.approvals.map(({ approver }) => approver);
  const due = reviewDue(request);
  const privacy = holdsRole(roster, self, 'privacy-officer');
  const declined = request.verdicts.filter(({ says }) => says === 'declined').map(({ by }) => by);
  return {
    id: request.id,
    file: request.file,
    phase,
    requester: nameOf(directory, request.requester),
    fingerprint: fingerprintFor(roster, request.requester),
    own,
    asked: iso(request.time),
    expires: iso(request.expires),
    reason: request.reason ?? null,
    approved: names(approvers),
    declined: names(declined),
    gathered: own && phase === 'open' ? await gatheredOf(practice, directory, request) : null,
    opened: request.done === undefined ? null : iso(request.done),
    ...(await decidingOn(practice, request)),
    mayReview: privacy && due !== undefined && !own && !approvers.includes(self),
    reviewDue: due === undefined ? null : iso(due),
    reviews: reviewsOf(request).map(({ by, says }) => ({
      name: nameOf(directory, by),
      justified: says === 'justified',
    })),
    // Who neither asked nor decides sees it because the file is theirs.
    unseen: phase === 'done' && !own && request.line.reason === null && !seen.includes(request.id),
  };
}

/** Emergencies that concern the member, the newest first. Throws as `listRequests`. */
export async function emergencyViews(
  practice: Practice,
  directory: Directory,
): Promise<EmergencyView[]> {
  const requests = (await listRequests(practice)).filter(({ kind }) => kind === 'emergency');
  const seen = await seenOf(practice);
  return Promise.all(requests.map((request) => viewOf(practice, { directory, request, seen })));
}

function factsOf(directory: Directory, { members, threshold }: Council) {
  const named = members.map((id) => ({ principal: id, name: nameOf(directory, id) }));
  return { threshold, members: named };
}

/** The council as administrators see it. Throws as `standingOf`. */
export async function councilView(practice: Practice, directory: Directory): Promise<CouncilView> {
  await practice.refresh();
  const { member, roster } = practice;
  const council = councilOf(roster);
  const waits = waitingCouncil(roster);
  const { unsplit } = await standingOf(practice);
  const people = [...roster.people.values()].filter(({ retired }) => !retired);
  return {
    council: council === undefined ? null : factsOf(directory, council),
    sound: council !== undefined && isSound(roster, council),
    waiting:
      waits === undefined
        ? null
        : {
            ...factsOf(directory, waits.council),
            entry: waits.entry,
            by: nameOf(directory, waits.by),
            own: waits.by === member.identity.id,
          },
    unsplit: unsplit.practice ?? unsplit.files.length,
    people: people
      .map(({ id, roles }) => ({
        principal: id,
        name: nameOf(directory, id),
        officer: roles.some(({ role }) => role === 'break-glass-officer'),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'fi')),
  };
}

/** Makes officers of those who are none, and sets them as the council. Throws as `setCouncil`. */
export async function changeCouncil(
  practice: Practice,
  members: readonly PrincipalId[],
  threshold: number,
): Promise<void> {
  for (const id of members) {
    const held = practice.roster.people.get(id)?.roles ?? [];
    if (!held.some(({ role }) => role === 'break-glass-officer'))
      await giveRole(practice, id, 'break-glass-officer', null);
  }
  await setCouncil(practice, threshold, members);
}
