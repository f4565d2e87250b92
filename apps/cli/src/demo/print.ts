import { memberRoles } from '@vaiti/core';
import { isRole } from '../output/roles.ts';
import type { Terminal } from '../output/terminal.ts';
import type { DemoFile } from './sign-ins.ts';

function roleWord({ words }: Terminal, role: string): string | undefined {
  if (isRole(role)) return words(`common.role.${role}`);
  const member = memberRoles.find((one) => one === role);
  return member === undefined ? undefined : words(`common.member.${member}`);
}

function roleWords(terminal: Terminal, roles: readonly string[]): string {
  return roles.flatMap((role) => roleWord(terminal, role) ?? []).join(', ');
}

/** Every demo sign-in as a link that works in the browser, and what is demo-only about them. */
export function printDemo(terminal: Terminal, demo: DemoFile): void {
  const { print, words } = terminal;
  print(words('cli.serve.demo-title', { people: demo.signIns.length }));
  for (const person of demo.signIns) {
    const { centres, link, name, nickname, roles } = person;
    const place = centres.length === 0 ? words('cli.serve.whole-practice') : centres.join(', ');
    const role = roleWords(terminal, roles);
    print('');
    print(words('cli.serve.demo-person', { name, nickname, role, place }));
    print(`  ${link}`);
  }
  print('');
  print(words('cli.serve.demo-only'));
}
