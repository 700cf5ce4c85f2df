import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { RecordKey } from '../../archive/types.ts';
import type { Format } from '../format.ts';
import { Losses } from '../losses.ts';
import { Names } from '../names.ts';
import { writeText } from '../output.ts';
import { everyActivity } from './activity.ts';
import { bpmnOf } from './bpmn.ts';
import { bptOf } from './bpt.ts';
import { outlineOf } from './outline.ts';
import { isKnown } from './tasks.ts';
import { type Template, templateOf } from './template.ts';

const kind = 'bp-template';
/** Blocks that BPMN draws as something else than a task. */
const drawn =
  /^(?:SequentialWorkflow|StateMachineWorkflow|NodeWorkflow|Sequence|EmptyBlock|IfElse|IfElseBranch|Parallel|Listen|While|ForEach|EventDriven|Delay|HandleExternalEvent|Terminate|State|StateInitialization|StateFinalization|SetState)Activity$|Trigger$|^MergeFlowNode$/u;

/** What a diagram says less well than the designer did. Nothing of it is gone: the tree lies in the diagram whole. */
function lossesOf(template: Template, losses: Losses, key: RecordKey): void {
  if (template.root === undefined) {
    losses.add({ ru: 'Портал отдал шаблон без схемы', en: 'The portal gave the template without its tree' }, key);
    return;
  }
  for (const activity of everyActivity(template.root)) {
    if (drawn.test(activity.type) || isKnown(activity)) continue;
    losses.add(
      {
        ru: `Действие ${activity.type} в BPMN — простая задача; его настройки лежат в ней целиком`,
        en: `The action ${activity.type} is a plain task in BPMN; its settings lie in it whole`,
      },
      key,
    );
  }
}

/** Templates of business processes: a BPMN 2.0 diagram, the designer's own .bpt, and an outline to read. */
export const processes: Format = {
  id: 'bpmn',
  title: { ru: 'Бизнес-процессы: BPMN 2.0, .bpt и описание', en: 'Business processes: BPMN 2.0, .bpt and an outline' },
  async write(archive, folder, { language, tell, signal }) {
    const losses = new Losses();
    losses.note({
      ru: 'Роботов и триггеров CRM и задач REST не отдаёт: их нет ни в архиве, ни здесь.',
      en: 'REST does not give robots and triggers of CRM and tasks: they are neither in the archive nor here.',
    });
    losses.note({
      ru: 'Условия и вычисления остались выражениями Битрикс24: схему можно читать и перерисовать, но не запустить как есть.',
      en: 'Conditions and calculations stay Bitrix24 expressions: a diagram can be read and redrawn, not run as it is.',
    });
    losses.note({
      ru: 'В .bpt нет описания полей документа (REST его не отдаёт): недостающие поля создайте до импорта.',
      en: 'A .bpt holds no fields of the document (REST does not give them): make those that are missing before importing.',
    });
    const names = new Names();
    const total = archive.size(kind);
    let done = 0;
    for (const { key, row } of archive.records(kind)) {
      signal?.throwIfAborted();
      const template = templateOf(row);
      const stem = names.take(`${template.name || kind} [${key.id}]`);
      lossesOf(template, losses, key);
      const bpmn = bpmnOf(template, language);
      if (bpmn !== undefined) {
        await writeText(join(folder, `${stem}.bpmn`), bpmn);
        await writeFile(join(folder, `${stem}.bpt`), bptOf(template), { flag: 'wx' });
      }
      await writeText(join(folder, `${stem}.md`), outlineOf(template, language));
      tell?.(kind, ++done, total);
    }
    return losses;
  },
};
