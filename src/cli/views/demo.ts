import { join } from 'node:path';

import type { DemoResult } from '../../commands/demo.ts';
import { padStart, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { placeOf } from './place.ts';

export function show(result: DemoResult, page: Page): void {
  const { texts, style, columns, line } = page;
  const { views, format } = texts;
  const words = views.demo;
  const number = (count: number, text: string, paint = (plain: string): string => plain): void => {
    line(`  ${paint(padStart(format.number(count), 9))}  ${text}`);
  };
  line();
  line(style.bold(words.title));
  number(result.exported, words.exported);
  number(result.verified, words.verified, result.verified === result.exported ? style.green : style.red);
  number(result.planned, words.planned);
  number(result.absent, words.absent, style.green);
  number(result.inBin, words.inBin, style.yellow);
  const unseen = result.deleted - result.absent - result.inBin;
  if (unseen > 0) number(unseen, words.unseen);
  number(result.byHand, words.byHand, style.yellow);
  number(result.failed, words.failed, result.failed === 0 ? style.green : style.red);
  line();
  line(words.report);
  line(`  ${style.cyan(placeOf(join(result.archive, 'exit', 'proof', `report.${texts.language}.html`)))}`);
  for (const text of wrap(words.archive, columns)) line(text);
  const place = placeOf(result.archive);
  line(`  ${style.cyan(`bye24 open --archive ${place}`)}`);
  line(`  ${style.cyan(`bye24 search ${words.searchFor} --archive ${place}`)}`);
  line(`  ${style.cyan(`cd ${place} && sha512sum --quiet -c manifest-sha512.txt`)}`);
  line();
  for (const text of wrap(words.honest, columns)) line(style.dim(text));
  line(`${words.yours} ${style.cyan('bye24 connect')}`);
}
