/**
 * Whether `text` has no lone surrogate and no control character below U+0020 other than newline.
 */
export function isNoteText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && unit !== 0x0a) return false;
  }
  return text.isWellFormed();
}

/** Whether `text` is one line of a note: not empty, no newline and what `isNoteText` allows. */
export function isNoteLine(text: string): boolean {
  return text !== '' && !text.includes('\n') && isNoteText(text);
}
