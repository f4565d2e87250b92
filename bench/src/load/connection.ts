import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

interface Waiting {
  readonly resolve: (body: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Where the body of a reply begins and ends, or undefined while its head is not whole. */
function frameOf(received: Buffer): { from: number; to: number } | undefined {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  if (!head.startsWith('HTTP/1.1 200'))
    throw new Error(`refused: ${head.split('\r\n', 1)[0] ?? ''}`);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error('a reply without its length');
  const from = end + HEAD_END.length;
  return { from, to: from + Number(length) };
}

/**
 * One HTTP/1.1 connection kept alive, one request at a time. A socket with the least around it: the
 * generator shares the machine with what it measures.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer[] = [];
  #length = 0;
  #needed = 0;
  #waiting: Waiting | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  static open(host: string, port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      socket.once('connect', () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  /** Sends a whole request; resolves to the reply's body. Rejects unless the status is 200. */
  send(request: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return;
    try {
      this.#settle();
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error('unreadable reply'));
    }
  }

  #settle(): void {
    const whole = Buffer.concat(this.#received);
    this.#received = [whole];
    const frame = frameOf(whole);
    if (frame === undefined) return;
    this.#needed = frame.to;
    if (whole.length < frame.to) return;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#received = [];
    this.#length = 0;
    this.#needed = 0;
    waiting?.resolve(whole.subarray(frame.from, frame.to));
  }
}
