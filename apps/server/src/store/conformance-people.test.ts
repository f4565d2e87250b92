import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { PrincipalId } from '@vaiti/core';
import { nothing } from '../testing/batches.ts';
import { bytes, hex, plain } from '../testing/rows.ts';
import { storeKinds, type StorePlace } from '../testing/stores.ts';
import { StoreError, type StoreErrorCode } from './errors.ts';
import type { Store } from './store.ts';

const refuses = (code: StoreErrorCode) => (error: unknown) =>
  error instanceof StoreError && error.code === code;

for (const kind of await storeKinds()) {
  describe(`people in the store on ${kind.name}`, { skip: kind.skip }, () => {
    let place: StorePlace;
    let store: Store;
    const therapist = hex(16) as PrincipalId;

    before(async () => {
      place = await kind.place();
      store = await place.open();
    });
    after(async () => {
      await store.close();
      await place.remove();
    });

    test('keeps accounts, each name once', async () => {
      assert.equal(await store.hasAccounts(), false);
      const account = {
        account: hex(16),
        principal: therapist,
        kind: 'password' as const,
        record: 'AbC_-',
        sealedSeed: bytes(60),
        created: 7,
        used: 0,
      };
      await store.addAccount(account);
      assert.equal(await store.hasAccounts(), true);
      const kept = await store.account(account.account);
      assert.deepEqual(
        { ...kept, sealedSeed: plain(kept?.sealedSeed ?? null) },
        { ...account, sealedSeed: plain(account.sealedSeed) },
      );
      assert.equal(await store.account(hex(16)), undefined);
      await assert.rejects(store.addAccount(account), refuses('store-duplicate'));
    });

    test('an account and the use of its invitation are stored together or not at all', async () => {
      const invitation = {
        id: hex(16),
        kind: 'staff' as const,
        token: hex(32),
        inviter: therapist,
        expires: 5,
        state: 'answered' as const,
        sealed: bytes(20),
        kept: bytes(20),
        principal: therapist,
        answer: bytes(9),
      };
      await store.addInvitation(invitation);
      const stateNow = async () =>
        (await store.invitations()).find(({ id }) => id === invitation.id)?.state;
      const account = {
        account: hex(16),
        principal: therapist,
        kind: 'password' as const,
        record: 'AbC_-',
        sealedSeed: bytes(60),
        created: 7,
        used: 0,
      };
      await store.addAccount(account);
      const again = store.addAccount(account, invitation.id);
      await assert.rejects(again, refuses('store-duplicate'));
      assert.equal(await stateNow(), 'answered');
      await store.addAccount({ ...account, account: hex(16) }, invitation.id);
      assert.equal(await stateNow(), 'used');
      await store.removeInvitations([invitation.id]);
    });

    test('keeps invitations, each id and token once, and changes what came of them', async () => {
      const open = {
        id: hex(16),
        kind: 'staff' as const,
        token: hex(32),
        inviter: therapist,
        expires: 9,
        state: 'open' as const,
        sealed: bytes(90),
        kept: bytes(60),
        principal: null,
        answer: null,
      };
      const shown = async () =>
        (await store.invitations()).map((row) => ({
          ...row,
          sealed: plain(row.sealed),
          kept: plain(row.kept),
          answer: plain(row.answer),
        }));
      const stored = { ...open, sealed: plain(open.sealed), kept: plain(open.kept) };
      await store.addInvitation(open);
      assert.deepEqual(await shown(), [stored]);
      for (const again of [{ id: hex(16) }, { token: hex(32) }])
        await assert.rejects(
          store.addInvitation({ ...open, ...again }),
          refuses('store-duplicate'),
        );
      const answer = bytes(70);
      const came = { state: 'answered' as const, expires: 12, principal: therapist };
      await store.changeInvitation({ ...open, ...came, answer });
      assert.deepEqual(await shown(), [{ ...stored, ...came, answer: plain(answer) }]);
      await store.removeInvitations([]);
      await store.removeInvitations([open.id, hex(16)]);
      assert.deepEqual(await shown(), []);
    });

    test('changes ways, the list and all that it names, or nothing', async () => {
      const principal = hex(16) as PrincipalId;
      const way = (kind: 'password' | 'passkey', created: number) => ({
        account: hex(16),
        principal,
        kind,
        record: kind === 'password' ? 'AbC' : '',
        sealedSeed: bytes(60),
        created,
        used: 0,
      });
      const listed = (counter: number) => ({
        principal,
        counter,
        list: bytes(90),
        signature: bytes(64),
      });
      const names = async () =>
        (await store.accountsOf(principal)).map(({ account, kind }) => [account, kind]);
      const first = way('password', 1);
      const second = way('passkey', 2);
      assert.equal(await store.wayList(principal), undefined);
      const one = { list: listed(1), before: 0, put: [first, second], removed: [] };
      await store.changeWays(one);
      assert.deepEqual(await names(), [
        [first.account, 'password'],
        [second.account, 'passkey'],
      ]);
      await assert.rejects(store.changeWays(one), refuses('store-conflict'));
      const stale = { list: listed(5), before: 4, put: [], removed: [first.account] };
      await assert.rejects(store.changeWays(stale), refuses('store-conflict'));
      const other = { ...way('password', 3), principal: therapist };
      await store.addAccount(other);
      const taken = { list: listed(2), before: 1, put: [other], removed: [second.account] };
      await assert.rejects(store.changeWays(taken), refuses('store-conflict'));
      assert.equal((await names()).length, 2);
      const replaced = { ...first, sealedSeed: bytes(70) };
      await store.changeWays({
        list: listed(2),
        before: 1,
        put: [replaced],
        removed: [second.account, other.account],
      });
      assert.deepEqual(await names(), [[first.account, 'password']]);
      assert.equal((await store.account(first.account))?.sealedSeed.length, 70);
      assert.notEqual(await store.account(other.account), undefined);
      await store.touchAccount(first.account, 44);
      assert.equal((await store.account(first.account))?.used, 44);
      assert.equal((await store.wayList(principal))?.counter, 2);
    });

    test('replaced keys leave neither way nor list nor session, and nobody else’s go', async () => {
      const [lost, other] = [hex(16), hex(16)].map((id) => id as PrincipalId);
      assert.ok(lost !== undefined && other !== undefined);
      const hash = (principal: PrincipalId) => principal.repeat(2);
      for (const principal of [lost, other]) {
        const row = { principal, kind: 'passkey' as const, record: '', sealedSeed: bytes(60) };
        const put = [{ ...row, account: principal, created: 1, used: 0 }];
        const list = { principal, counter: 1, list: bytes(90), signature: bytes(64) };
        await store.changeWays({ list, before: 0, put, removed: [] });
        const session = { hash: hash(principal), principal, created: 5, used: 5, way: principal };
        await store.addSession(session);
      }
      await store.commit({ ...nothing, replaced: [lost] });
      assert.equal(await store.account(lost), undefined);
      assert.equal(await store.wayList(lost), undefined);
      assert.notEqual(await store.account(other), undefined);
      assert.equal((await store.wayList(other))?.counter, 1);
      const left = (await store.sessions()).map((row) => row.hash);
      assert.equal(left.includes(hash(lost)), false);
      assert.equal(left.includes(hash(other)), true);
      await store.removeSessions([hash(other)]);
    });

    test('keeps sessions and their last use', async () => {
      const rows = ['a', 'b', 'c'].map((hash) => ({
        hash,
        principal: therapist,
        created: 5,
        used: 5,
        way: hash === 'a' ? hex(16) : null,
      }));
      for (const row of rows) await store.addSession(row);
      await store.touchSessions([
        { hash: 'a', used: 9 },
        { hash: 'c', used: 8 },
      ]);
      await store.removeSessions(['b']);
      const kept = [...(await store.sessions())].sort((a, b) => a.hash.localeCompare(b.hash));
      assert.deepEqual(
        kept.map((row) => [row.hash, row.used, row.way?.length ?? null]),
        [
          ['a', 9, 32],
          ['c', 8, null],
        ],
      );
    });
  });
}
