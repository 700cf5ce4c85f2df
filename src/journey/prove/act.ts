import { Bye24Error } from '../../base/error.ts';
import type { Block, Paper } from '../../base/paper.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { type ActFacts, retainUntil } from './act-facts.ts';
import { binTime, categoryWords, stamp } from './act-words.ts';
import { type DestroyedSummary, type Destruction, sharesOf } from './destroyed.ts';
import { keptWords } from './words.ts';
import type { Kept } from '../types.ts';

/** Rows of the log that are printed; a longer log is in the table, whose hash the manifest holds. */
export const ROWS_ON_PAPER = 300;

/** The ten fields of p. 3, by their letters: the act as data. */
export interface ActFields {
  readonly а: string;
  readonly б: string;
  readonly в: string;
  readonly г: string;
  readonly д: string;
  readonly е: string;
  readonly ж: string;
  readonly з: string;
  readonly и: string;
  readonly к: string;
}

export const ACT_LABELS: Readonly<Record<keyof ActFields, string>> = {
  а: 'Наименование (фамилия, имя, отчество) и адрес оператора',
  б: 'Наименование (фамилия, имя, отчество) и адрес лица, обрабатывавшего персональные данные по поручению оператора',
  в: 'Субъект (субъекты) или иная информация, относящаяся к определённому физическому лицу',
  г: 'Лица, уничтожившие персональные данные: фамилия, имя, отчество, должность, подпись',
  д: 'Категории уничтоженных персональных данных',
  е: 'Материальный носитель и количество листов (при обработке без средств автоматизации)',
  ж: 'Информационная система, из которой уничтожены персональные данные',
  з: 'Способ уничтожения персональных данных',
  и: 'Причина уничтожения персональных данных',
  к: 'Дата уничтожения персональных данных',
};

/** @throws Bye24Error ACT_NOTHING when no destruction is confirmed: there is nothing to certify */
export function actFields(summary: DestroyedSummary, facts: ActFacts): ActFields {
  const { report, count, fromMs, toMs } = summary;
  if (count === 0 || fromMs === undefined || toMs === undefined) throw new Bye24Error('ACT_NOTHING');
  const done = [
    summary.kinds.some(({ deleted }) => deleted > 0) ? 'удаление записей' : '',
    summary.kinds.some(({ fieldsEmptied }) => fieldsEmptied > 0) ? 'очистка полей' : '',
  ];
  const { processor } = facts;
  return {
    а: `${facts.operator.name}, ${facts.operator.address}`,
    б: 'name' in processor ? `${processor.name}, ${processor.address}` : `не применимо: ${processor.notApplicable}`,
    в: `записей: ${count}, перечислены идентификаторами в Выгрузке из журнала (портал ${report.portal}, вид данных и номер записи)`,
    г: facts.persons.map(({ name, position }) => `${name}, ${position}`).join('; '),
    д:
      summary.categories.map((category) => categoryWords[category].ru).join('; ') ||
      'персональных данных эти виды записей не содержат',
    е: 'не применимо: данные обрабатывались с использованием средств автоматизации',
    ж: `Портал Битрикс24 ${report.portal}`,
    з: `средствами REST API портала: ${done.filter((way) => way !== '').join(' и ')}. Методы по видам данных — в таблице «Способ по видам данных» этого акта`,
    и: facts.reason,
    к: fromMs === toMs ? stamp(toMs) : `с ${stamp(fromMs)} по ${stamp(toMs)}`,
  };
}

/** «Акт об уничтожении персональных данных». Signature lines stay blank: only people sign. */
export function actPaper(summary: DestroyedSummary, facts: ActFacts, kinds: readonly Kind[]): Paper {
  const fields = actFields(summary, facts);
  const letters = Object.keys(ACT_LABELS) as (keyof ActFields)[];
  const { report, toMs = 0 } = summary;
  const hint = 'подпись, дата';
  return {
    language: 'ru',
    title: 'Акт об уничтожении персональных данных',
    blocks: [
      {
        is: 'text',
        text: 'Составлен по пункту 3 Требований, утверждённых приказом Роскомнадзора от 28.10.2022 № 179. К акту прилагается Выгрузка из журнала (пункт 5).',
      },
      ...letters.map((mark): Block => ({ is: 'field', mark, label: ACT_LABELS[mark], value: fields[mark] })),
      { is: 'heading', text: 'Способ по видам данных' },
      { is: 'table', head: ['Вид данных', 'Удалено', 'Очищены поля', 'Метод REST API'], rows: ways(summary, kinds) },
      { is: 'heading', text: 'Чем закончилось' },
      {
        is: 'table',
        head: ['Вид данных', 'План', 'Уничтожено', 'Очищены поля', 'В корзине', 'Не уничтожено'],
        rows: sums(summary, kinds),
      },
      { is: 'heading', text: 'О чём этот акт не говорит' },
      { is: 'list', items: statements(summary, facts, kinds) },
      {
        is: 'text',
        text: `Акт и выгрузка хранятся три года, до ${retainUntil(toMs)} (пункт 8). Журнал: строк ${report.journal.lines}, последняя ${report.journal.head}. План ${report.plan}.`,
      },
      { is: 'heading', text: 'Подписи' },
      ...facts.persons.map(({ name, position }): Block => ({
        is: 'signature',
        who: `Уничтожил(а): ${name}, ${position}`,
        hint,
      })),
      ...(facts.checkedBy === undefined
        ? []
        : [
            {
              is: 'signature' as const,
              who: `Проверил(а): ${facts.checkedBy.name}, ${facts.checkedBy.position}`,
              hint,
            },
          ]),
    ],
    footer: `Акт об уничтожении персональных данных · ${report.portal}`,
  };
}

function titles(kinds: readonly Kind[]): (kind: KindId) => string {
  const known = new Map(kinds.map(({ id, title }) => [id, title.many.ru]));
  return (kind) => known.get(kind) ?? kind;
}

/** Of every kind that something was destroyed of: how much, and by which methods (field з). */
function ways(summary: DestroyedSummary, kinds: readonly Kind[]): readonly (readonly string[])[] {
  const titleOf = titles(kinds);
  return summary.kinds.map(({ kind, deleted, fieldsEmptied, methods }) => [
    titleOf(kind),
    String(deleted),
    String(fieldsEmptied),
    methods.length === 0 ? 'вместе с записью, к которой относится' : methods.join(', '),
  ]);
}

/** Of every kind: what was planned is destroyed, emptied, in a bin, or not destroyed; the sums agree. */
function sums({ report }: DestroyedSummary, kinds: readonly Kind[]): readonly (readonly string[])[] {
  const titleOf = titles(kinds);
  return sharesOf(report).map(({ kind, shares }) => [titleOf(kind), ...shares.map(String)]);
}

/** What must be said, or the act misleads: the archive, bins, copies of the vendor, what is left, certified means. */
function statements({ report }: DestroyedSummary, { archive }: ActFacts, kinds: readonly Kind[]): readonly string[] {
  const titleOf = titles(kinds);
  const bins = report.kinds.filter(({ inBin }) => inBin > 0);
  const hands = report.byHand.filter(({ doneBy }) => doneBy === undefined).length;
  const kept = report.kept.map(
    ({ kind, reason, count }) => `${titleOf(kind)}: ${count} (${keptWords[reason as Kept['reason']].ru})`,
  );
  return [
    `Архив портала хранит те же данные, акт касается только портала. Хранитель: ${archive.holder}. Основание: ${archive.basis}. Уничтожить до: ${archive.destroyBy}.`,
    ...(bins.length === 0
      ? []
      : [
          `В корзинах, то есть не уничтожено и в счёт акта не входит: ${bins
            .map(({ kind, inBin, binUntilMs }) => `${titleOf(kind)} — ${inBin}, ${binTime(binUntilMs).ru}`)
            .join('; ')}.`,
        ]),
    'Резервные копии, журналы, поисковые индексы и кеши поставщика отсюда не видны; письмо с запросом подтверждения приложено. Что осталось на дисках поставщика, не проверялось.',
    ...(hands === 0 ? [] : [`Вручную остаётся сделать: ${hands}.`]),
    ...(kept.length === 0 ? [] : [`Оставлено: ${kept.join('; ')}.`]),
    'bye24 не является средством защиты информации, прошедшим оценку соответствия (ст. 19 ч. 2 п. 3.1 152-ФЗ). Решение о применении таких средств принимают оператор и поставщик.',
  ];
}

/** The five fields of p. 5, one row for each destruction, and where its line is in the journal. */
export const LOG_HEAD = [
  'а) субъект или иная информация',
  'б) категории данных',
  'в) информационная система',
  'г) причина уничтожения',
  'д) дата уничтожения',
  'способ',
  'строка журнала',
  'хеш строки',
] as const;

export function logRow(
  row: Destruction,
  portal: string,
  reason: string,
  subject = `${portal} / ${row.kind} / ${row.id}`,
): readonly string[] {
  return [
    subject,
    row.categories.map((category) => categoryWords[category].ru).join('; '),
    `Портал Битрикс24 ${portal}`,
    reason,
    stamp(row.atMs),
    row.how === 'deleted' ? 'удаление' : 'очистка полей',
    String(row.event),
    row.hash,
  ];
}

/** «Выгрузка из журнала регистрации событий» on paper, with the beginning of a long one. */
export function logPaper(summary: DestroyedSummary, rows: readonly (readonly string[])[], facts: ActFacts): Paper {
  const { report, count } = summary;
  const rest = count - rows.length;
  return {
    language: 'ru',
    title: 'Выгрузка из журнала регистрации событий',
    blocks: [
      {
        is: 'text',
        text: `По пункту 5 Требований, утверждённых приказом Роскомнадзора от 28.10.2022 № 179. Портал ${report.portal}. Событий: ${count}. Причина уничтожения: ${facts.reason}.`,
      },
      { is: 'table', head: LOG_HEAD.slice(0, 7), rows: rows.map((row) => row.slice(0, 7)) },
      ...(rest > 0
        ? [
            {
              is: 'text' as const,
              text: `Остальные события (${rest}) — в файле log-export.csv, хеш которого в manifest.json.`,
            },
          ]
        : []),
    ],
    footer: `Выгрузка из журнала · ${report.portal}`,
  };
}
