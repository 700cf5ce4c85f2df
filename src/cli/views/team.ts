import type { ResultOf } from '../../commands/runs.ts';
import { titlesIn } from '../../commands/titles.ts';
import { tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';

type Result = ResultOf<'team'>;

export function show(result: Result, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.team.views;
  const say = (text: string, indent: string): void => {
    for (const one of wrap(tame(text), columns - indent.length)) line(`${indent}${one}`);
  };
  line(style.bold(words.title(result.portal)));
  if (result.letters !== undefined) say(words.letters(result.letters.count, placeOf(result.letters.folder)), '');
  if (result.members.length === 0) line(words.nobody);
  for (const member of result.members) showMember(member, page);
  showUnseen(result, page);
  if (result.members.some(({ state }) => state !== 'invited')) {
    line();
    say(words.remove, '');
    line(style.dim(words.keptIn(result.keptIn)));
  }
  const waiting = result.members.find(({ state }) => state === 'invited');
  const next = waiting === undefined ? 'bye24 export' : `bye24 team add --who ${waiting.userId}`;
  showNext(result.members.length === 0 ? 'bye24 team invite' : next, page);
}

function showMember(member: Result['members'][number], { texts, style, columns, line }: Page): void {
  const words = texts.team.views;
  const titleOf = titlesIn(texts.language);
  const mark = { invited: style.dim('·'), connected: style.green('✓'), refused: style.yellow('!') }[member.state];
  line(`${mark} ${tame(member.name)} ${style.dim(`(${member.userId})`)}: ${words.state[member.state]}`);
  const about: string[] = [];
  if (member.adds.length > 0) {
    const titles = member.adds.map(({ kind, total }) => {
      const title = titleOf(kind).toLowerCase();
      return total === undefined ? title : words.some(title, total);
    });
    about.push(words.adds(titles));
  }
  if (member.missingScopes.length > 0) about.push(words.missing(member.missingScopes));
  if ((member.records ?? 0) > 0) about.push(words.taken(member.records ?? 0, member.alone ?? 0));
  if (member.code !== undefined) about.push(member.code);
  for (const text of about) for (const one of wrap(tame(text), columns - 4)) line(`    ${one}`);
}

function showUnseen({ unseen, ownKinds }: Result, { texts, columns, line }: Page): void {
  if (unseen === undefined || unseen.count === 0) return;
  const words = texts.team.views;
  const titleOf = titlesIn(texts.language);
  line();
  const kinds = ownKinds.map((kind) => titleOf(kind).toLowerCase());
  for (const one of wrap(words.unseen(unseen.count, kinds), columns)) line(one);
  for (const one of wrap(tame(words.names(unseen.names, unseen.count - unseen.names.length)), columns - 2)) {
    line(`  ${one}`);
  }
}
