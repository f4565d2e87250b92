let last: string | undefined;

/** Remembers which file was open, by its pseudonymous id: the list puts the focus back on it. */
export function rememberOpened(file: string): void {
  last = file;
}

/** The file that was open before, once. */
export function takeLastOpened(): string | undefined {
  const file = last;
  last = undefined;
  return file;
}
