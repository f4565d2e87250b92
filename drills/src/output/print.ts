/** Where a drill tells what it does; tests keep it instead of showing it. */
export type Print = (line: string) => void;

/** Writes lines to standard output. */
export const printLine: Print = (line) => void process.stdout.write(`${line}\n`);
