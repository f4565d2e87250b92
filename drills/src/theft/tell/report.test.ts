import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../find/material.ts';
import type { Needle } from '../find/needles.ts';
import { reportOf, type TheftResult } from './report.ts';

const name: Needle = { kind: 'patient name', value: 'Kaino Kanarialintu' };
const canary: Needle = { kind: 'canary', value: 'Kuulas Kanarialintu' };
const mark: Needle = { kind: 'mark', value: 'vaiti.local/00000000' };
const material = { source: 'process memory', path: 'memory.bin' };

function found(needle: Needle, place: Partial<Finding> = {}): Finding {
  const pattern = { needle, spelling: 'UTF-8', bytes: Buffer.from(needle.value) };
  return { pattern, material, offset: 4321, ...place };
}

function resultWith(findings: readonly Finding[], more: Partial<TheftResult> = {}): TheftResult {
  const searched = { bytes: 10_000, streams: 0, inflatedBytes: 0, seconds: 0.5, findings };
  return {
    store: 'SQLite',
    planted: false,
    patients: 1,
    needles: [name],
    spellings: 12,
    load: { reads: 1, writes: 1, signIns: 1 },
    control: { files: 1, expected: 5, found: 5 },
    sources: [{ source: 'process memory', ...searched }],
    marks: [{ needle: mark, sources: ['process memory'] }],
    missing: [],
    ...more,
  };
}

test('nothing found ends well and says so', () => {
  const { code, text } = reportOf(resultWith([found(mark)]));
  assert.equal(code, 0);
  assert.match(text, /Nothing found: none of 1 needles/);
});

test('a hit fails and is told by kind and place, never by its text', () => {
  const regions = [
    { at: 0x1000, length: 4096, name: '[heap]' },
    { at: 0x9000, length: 4096, name: 'anonymous' },
  ];
  const inMemory = found(name, { material: { ...material, regions } });
  const inflated = found(name, { inflatedFrom: 77, offset: 5 });
  const { code, text } = reportOf(resultWith([found(mark), inMemory, inflated]));
  assert.equal(code, 1);
  assert.match(text, /process memory: patient name as UTF-8, 2 × \(anonymous 0x90e1; byte 77, inf/);
  assert.ok(!text.includes('Kanarialintu') && !text.includes('Nothing'));
});

test('a control that finds too little fails', () => {
  const control = { files: 1, expected: 5, found: 4 };
  const { code, text } = reportOf(resultWith([found(mark)], { control }));
  assert.equal(code, 1);
  assert.match(text, /Control failed/);
});

test('a mark that is not found where it is fails, unless the source could not be had', () => {
  assert.equal(reportOf(resultWith([])).code, 1);
  assert.equal(reportOf(resultWith([], { missing: ['process memory'] })).code, 0);
});

test('a planted canary must be found, and a leak beside it still fails', () => {
  const planted = { planted: true, needles: [name, canary] };
  assert.equal(reportOf(resultWith([found(mark)], planted)).code, 1);
  const { code, text } = reportOf(resultWith([found(mark), found(canary)], planted));
  assert.equal(code, 0);
  assert.match(text, /found, as it should be/);
  assert.equal(reportOf(resultWith([found(mark), found(canary), found(name)], planted)).code, 1);
});
