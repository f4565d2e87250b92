/** The middle of some figures; of an even number the mean of the two in the middle. 0 of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The figure below which `share` (0 to 1) of them lie, interpolated between neighbours. 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

/** Lowest and highest. */
export function rangeOf(values: readonly number[]): readonly [number, number] {
  return values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];
}

/** `count` things in `milliseconds`, a second. */
export function perSecond(count: number, milliseconds: number): number {
  return milliseconds > 0 ? (count * 1000) / milliseconds : 0;
}

/** Four significant digits: more would pretend a precision that no run has. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
