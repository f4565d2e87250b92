import { createInterface } from 'node:readline';
import { faultOf, parseSheet, type Sheet, type SheetFault, type SheetsFault } from '@vaiti/client';
import { CliError } from '../output/errors.ts';
import type { Terminal } from '../output/terminal.ts';
import { askText } from '../profile/ask.ts';

/** What is wrong with a sheet, in words that say where to look. */
function faultWords({ words }: Terminal, which: number, fault: SheetFault | SheetsFault): string {
  switch (fault.fault) {
    case 'count':
      return words('cli.ceremony.fault.count', { sheet: which, count: fault.count });
    case 'unknown':
      return words('cli.ceremony.fault.unknown', {
        sheet: which,
        word: fault.word,
        typed: fault.typed,
      });
    case 'row':
      return words('cli.ceremony.fault.row', {
        sheet: which,
        from: fault.row * 4 - 3,
        to: fault.row * 4,
      });
    case 'check':
      return words('cli.ceremony.fault.check', { sheet: which });
    case 'another-set':
      return words('cli.ceremony.fault.another-set', { sheet: which });
    case 'twice':
      return words('cli.ceremony.fault.twice', { sheet: which, number: fault.number });
    case 'few':
      return words('cli.ceremony.fault.few', { have: fault.have, need: fault.need });
  }
}

/** Asks for a sheet until it is right by itself and fits to the others. */
async function askSheet(terminal: Terminal, others: readonly Sheet[]): Promise<Sheet> {
  const which = others.length + 1;
  const { tell, words } = terminal;
  for (;;) {
    const need = others[0]?.need;
    const question =
      need === undefined
        ? words('cli.ceremony.ask-first')
        : words('cli.ceremony.ask-next', { sheet: which, need });
    const typed = await askText(terminal, question);
    if (typed === undefined) throw new CliError('sheets-missing');
    const sheet = parseSheet(typed);
    const fault = 'fault' in sheet ? sheet : faultOf([...others, sheet]);
    if (!('fault' in sheet) && (fault === undefined || fault.fault === 'few')) return sheet;
    if (fault !== undefined) tell(faultWords(terminal, which, fault));
  }
}

/** Sheets from standard input, one a line: words or what the QR code says. */
async function givenSheets(terminal: Terminal): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const sheet = parseSheet(line);
    if ('fault' in sheet)
      throw new CliError('sheet-wrong', { what: faultWords(terminal, sheets.length + 1, sheet) });
    sheets.push(sheet);
  }
  if (sheets.length === 0) throw new CliError('sheets-missing');
  const fault = faultOf(sheets);
  if (fault !== undefined)
    throw new CliError('sheet-wrong', { what: faultWords(terminal, sheets.length, fault) });
  return sheets;
}

/**
 * As many sheets as open something: asked for one by one, each checked as it comes, or from standard
 * input. Throws `sheets-missing`, `sheet-wrong`, `interrupted`.
 */
export async function readSheets(terminal: Terminal, fromStdin: boolean): Promise<Sheet[]> {
  if (fromStdin) return givenSheets(terminal);
  const sheets: Sheet[] = [];
  do sheets.push(await askSheet(terminal, sheets));
  while (sheets.length < (sheets[0]?.need ?? 2));
  return sheets;
}
