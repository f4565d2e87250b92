import { readFileSync } from 'node:fs';

/** A file of /proc about a process; empty where the system has none or the process is gone. */
function told(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** The most memory that a process has held so far, MB; 0 where the system does not tell. */
export function peakOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(told(pid, 'status'))?.[1];
  return (Number(kilobytes ?? 0) * 1024) / 1_000_000;
}

/** Linux counts processor time in hundredths of a second (proc(5), USER_HZ). */
const TICK = 10_000;

/** Processor time that a process has taken so far, its own and the system's for it, µs; 0 as above. */
export function processorTimeOf(pid: number): number {
  const fields = told(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK;
}
