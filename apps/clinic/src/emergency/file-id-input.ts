/** A whole file id as somebody typed or read it out: spaces and capitals do not matter. */
export function fileIdOf(typed: string): string | undefined {
  const id = typed.replace(/[\s-]/g, '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(id) ? id : undefined;
}

/** A file id in groups of four, to be read out. */
export function spokenFileId(id: string): string {
  return (id.match(/.{1,4}/g) ?? []).join(' ');
}
