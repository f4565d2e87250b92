import { encode } from 'uqr';

/** Modules of quiet that a QR code needs round it (ISO/IEC 18004). */
const QUIET = 4;

/**
 * The dark modules of a QR code (ISO/IEC 18004, error correction M) in rows, with the quiet zone
 * that readers need round it. Throws `RangeError` for a text that no code holds.
 */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: 'M', border: QUIET }).data;
}

/** The code as one SVG path in units of a module: one rectangle for each run of dark modules. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  return runsOf(modules)
    .map(({ x, y, width }) => `M${String(x)} ${String(y)}h${String(width)}v1h-${String(width)}z`)
    .join('');
}

/** Runs of dark modules, each in one row. */
export function runsOf(
  modules: readonly (readonly boolean[])[],
): { readonly x: number; readonly y: number; readonly width: number }[] {
  return modules.flatMap((row, y) => {
    const runs: { x: number; y: number; width: number }[] = [];
    row.forEach((dark, x) => {
      const last = runs.at(-1);
      if (!dark) return;
      if (last !== undefined && last.x + last.width === x) last.width += 1;
      else runs.push({ x, y, width: 1 });
    });
    return runs;
  });
}

/** The code for a terminal: two rows of modules in a line, dark ones drawn as blank on light. */
export function qrLines(text: string): readonly string[] {
  const modules = qrModules(text);
  const lines: string[] = [];
  for (let y = 0; y < modules.length; y += 2) {
    const upper = modules[y] ?? [];
    const lower = modules[y + 1] ?? upper.map(() => true);
    lines.push(upper.map((dark, x) => blockOf(dark, lower[x] ?? true)).join(''));
  }
  return lines;
}

function blockOf(upperDark: boolean, lowerDark: boolean): string {
  if (upperDark) return lowerDark ? ' ' : '▄';
  return lowerDark ? '▀' : '█';
}
