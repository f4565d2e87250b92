import { type Practice, readShared, type SharedFile } from '@vaiti/client';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';

/** What a patient or guardian may see, as lines: over each file whose it is, then what was written. */
export async function printShared(terminal: Terminal, practice: Practice): Promise<void> {
  const { print, words } = terminal;
  const files = await readShared(practice);
  for (const file of files) {
    print(headOf(terminal, file));
    for (const { content, day } of file.items) {
      const { authorName, text, title } = content;
      const lines = text.trimEnd().split('\n');
      print(
        [words('cli.shared.item', { day, author: authorName, title }), ...lines]
          .map((line, i) => (i === 0 ? line : `    ${line}`.trimEnd()))
          .join('\n'),
      );
    }
    if (file.items.length === 0) print(words('cli.shared.nothing'));
    print('');
  }
}

function headOf({ words }: Terminal, { audience, cover, file, until }: SharedFile): string {
  const patient = cover?.patientName ?? file.slice(0, 8);
  const practice = cover?.practiceName ?? '';
  const ends = until === null ? 'no' : 'yes';
  const role = words(`common.member.${audience}`);
  return words('cli.shared.head', { patient, practice, role, ends, until: until ?? '' });
}

/** The files of a patient or guardian, a row each. */
export async function listShared(terminal: Terminal, practice: Practice): Promise<void> {
  const { print, words } = terminal;
  const rows = (await readShared(practice)).map(({ audience, cover, file, items, until }) => [
    file,
    cover?.patientName ?? '',
    cover?.practiceName ?? '',
    words(`common.member.${audience}`),
    String(items.length),
    until ?? '',
  ]);
  const titles = ['file', 'patient', 'practice', 'role', 'items', 'until'] as const;
  const columns = titles.map((title) => ({ title: words(`cli.shared.${title}`) }));
  print(table(columns, rows));
}
