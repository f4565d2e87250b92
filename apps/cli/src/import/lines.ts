import { createReadStream } from 'node:fs';

/** One line of a file, counted from 1, without its line end. `text` is null where it is refused. */
export type Line =
  | { readonly number: number; readonly bytes: number; readonly text: string }
  | {
      readonly number: number;
      readonly bytes: number;
      readonly text: null;
      readonly fault: LineFault;
    };

export type LineFault = 'line-too-long' | 'line-not-utf8';

/** Longest line in bytes: the largest resource, its text in base64. */
export const LONGEST_LINE = 48 * 1024 * 1024;
const NEWLINE = 0x0a;

/** Gathers the pieces of one line; forgets them once they are too many. */
class Gathering {
  #pieces: Buffer[] = [];
  #length = 0;

  add(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length <= LONGEST_LINE) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  get length(): number {
    return this.#length;
  }

  take(number: number, decoder: TextDecoder): Line {
    const bytes = this.#length;
    const [first] = this.#pieces;
    const whole =
      this.#pieces.length === 1 && first !== undefined ? first : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#length = 0;
    if (bytes > LONGEST_LINE) return { number, bytes, text: null, fault: 'line-too-long' };
    try {
      return { number, bytes, text: decoder.decode(whole) };
    } catch {
      return { number, bytes, text: null, fault: 'line-not-utf8' };
    }
  }
}

/**
 * The lines of a file in order, read as they are asked for: memory holds one line, however long the
 * file. Lines over 48 MiB and lines that are not UTF-8 come with a fault instead of their text.
 */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const line = new Gathering();
  let number = 0;
  const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from);
      if (end < 0) break;
      line.add(chunk.subarray(from, end));
      yield line.take(++number, decoder);
      from = end + 1;
    }
    if (from < chunk.length) line.add(chunk.subarray(from));
  }
  if (line.length > 0) yield line.take(++number, decoder);
}
