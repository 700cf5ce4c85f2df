import type { ResultOf } from '../../commands/runs.ts';
import { tame } from '../layout.ts';
import type { Page } from '../terminal.ts';

type FoundBox = ResultOf<'boxFind'>['boxes'][number];

function showBox({ root, kernel, version, database, cache, vendorBackups, unreadable }: FoundBox, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.box.find;
  line(`${style.green('●')} ${style.bold(tame(root))} ${style.dim(version ?? '')}`);
  if (kernel !== `${root}/bitrix`) line(`  ${words.kernel} ${tame(kernel)}`);
  if (database !== undefined) {
    const { engine, database: name, host, login } = database;
    line(`  ${words.database} ${tame(`${engine} ${name} @ ${host}, ${login}`)}`);
  }
  if (unreadable === undefined) {
    const parts = [cache.type, ...cache.servers, ...cache.sids.map((sid) => `sid ${sid}`)];
    line(`  ${words.cache} ${tame(parts.join(' · '))}`);
  } else line(`  ${style.yellow('!')} ${words.unreadable(tame(unreadable))}`);
  if (vendorBackups > 0) line(`  ${words.vendorBackups(vendorBackups)}`);
}

export function show(result: ResultOf<'boxFind'>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.box.find;
  const { boxes, foreignSites, cron, services, environment } = result;
  if (boxes.length === 0) {
    line(words.nothing);
    return;
  }
  line(style.bold(environment === 'bitrix-env' ? words.vendorEnvironment : words.plainStack));
  for (const box of boxes) showBox(box, page);
  if (cron.length > 0) line(style.bold(words.cron));
  for (const { file, line: number, text } of cron) line(`  ${style.dim(`${tame(file)}:${number}`)} ${tame(text)}`);
  if (services.length > 0) line(style.bold(words.services));
  for (const { name, evidence, use } of services) line(`  ${name} ${style.dim(`${evidence} · ${words.uses[use]}`)}`);
  if (foreignSites.length > 0) line(`${style.yellow('!')} ${style.bold(words.foreign)}`);
  for (const { docroot, file } of foreignSites) line(`  ${tame(docroot)} ${style.dim(tame(file))}`);
}
