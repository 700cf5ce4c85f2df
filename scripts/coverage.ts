// Makes docs/coverage.md and docs/coverage.ru.md from the kinds: what is taken, what is deleted and how, what a person does.
import type { Language, Text } from '../src/base/text.ts';
import { type Later, laterOf } from '../src/journey/export/later.ts';
import { handWork } from '../src/kinds/by-hand.ts';
import { impossible } from '../src/kinds/impossible.ts';
import { kindById, kinds } from '../src/kinds/index.ts';
import type { ByHand, Deletion, Group, Kind, KindId } from '../src/kinds/kind.ts';
import { deletionOrder } from '../src/kinds/order.ts';
import { methodOfTake } from '../src/kinds/take.ts';

const words = {
  title: { ru: 'Что bye24 забирает и удаляет', en: 'What bye24 takes and deletes' },
  note: {
    ru: 'Эта страница сделана из описаний видов данных (`src/kinds/`), её не правят руками: `npm run docs`.',
    en: 'This page is made from the declarations of kinds (`src/kinds/`); do not edit it, run `npm run docs`.',
  },
  kind: { ru: 'Вид данных', en: 'Kind' },
  taken: { ru: 'Как забирается', en: 'How it is taken' },
  deleted: { ru: 'Как удаляется', en: 'How it is deleted' },
  files: { ru: 'Файлы', en: 'Files' },
  scope: { ru: 'Права (scope)', en: 'Scope' },
  limits: { ru: 'Пределы', en: 'Limits' },
  order: { ru: 'Порядок удаления', en: 'Order of deletion' },
  orderNote: {
    ru: 'Сначала то, что лежит внутри, потом то, в чём оно лежит; сотрудники — последними.',
    en: 'What lies inside goes first, then what it lies in; employees go last.',
  },
  byHand: { ru: 'Вручную', en: 'By hand' },
  impossible: { ru: 'Что невозможно и что не берётся', en: 'What is impossible, and what is left out' },
  cannot: { ru: 'Нельзя', en: 'Cannot' },
  steps: { ru: 'Что сделать', en: 'What to do' },
  where: { ru: 'Где', en: 'Where' },
  check: { ru: 'Как проверяется', en: 'How it is checked' },
  why: { ru: 'Почему', en: 'Why' },
  source: { ru: 'Источник', en: 'Source' },
  what: { ru: 'Что', en: 'What' },
  each: { ru: 'для каждого', en: 'for each' },
  along: { ru: 'вместе с', en: 'along with' },
  tables: { ru: 'только из таблиц коробки', en: 'only from the tables of a box' },
  application: {
    ru: 'только через приложение (`connect --oauth`)',
    en: 'through an application alone (`connect --oauth`)',
  },
  ids: { ru: 'по номерам из', en: 'by numbers from' },
  person: { ru: 'человек подтверждает своим именем', en: 'a person confirms by name' },
  bin: { ru: 'в корзину на $ дней', en: 'to a recycle bin for $ days' },
  binUnknown: { ru: 'в корзину; на сколько, не сказано', en: 'to a recycle bin, nobody says for how long' },
  gone: { ru: 'сразу навсегда', en: 'for good at once' },
  withParent: { ru: 'уходит вместе с', en: 'goes with' },
  deactivate: { ru: 'не удаляется; деактивируется', en: 'not deleted; deactivated' },
  never: { ru: 'не удаляется', en: 'is not deleted' },
  take: { ru: 'забрать', en: 'take' },
  delete: { ru: 'удалить', en: 'delete' },
  left: { ru: 'не берём намеренно', en: 'left out on purpose' },
  both: { ru: 'забрать и удалить', en: 'take and delete' },
  yes: { ru: 'да', en: 'yes' },
  later: { ru: 'Что запрашивает следующий экспорт', en: 'What a later export asks for' },
  laterNote: {
    ru: 'Ничего не пропускается ради скорости: где портал не говорит, что изменилось, вид читается целиком. Сколько запросов это стоило против полного экспорта, экспорт говорит в конце.',
    en: 'Nothing is skipped to be quick: where the portal does not tell what changed, a kind is read whole. At its end an export says how many requests that took, against one of everything.',
  },
  asked: { ru: 'Что запрашивается', en: 'What is asked for' },
  kinds: { ru: 'Виды данных', en: 'Kinds' },
} as const satisfies Readonly<Record<string, Text>>;

const groups: Readonly<Record<Group, Text>> = {
  people: { ru: 'Люди и группы', en: 'People and groups' },
  crm: { ru: 'CRM', en: 'CRM' },
  catalog: { ru: 'Каталог и магазин', en: 'Catalog and shop' },
  tasks: { ru: 'Задачи', en: 'Tasks' },
  drive: { ru: 'Диск', en: 'Drive' },
  communication: { ru: 'Общение', en: 'Communication' },
  calendar: { ru: 'Календарь и запись', en: 'Calendar and booking' },
  processes: { ru: 'Процессы и списки', en: 'Processes and lists' },
  sites: { ru: 'Сайты и базы знаний', en: 'Sites and knowledge bases' },
  other: { ru: 'Прочее', en: 'Other' },
};

const other: Readonly<Record<Language, string>> = {
  ru: '[English](coverage.md)',
  en: '[Русский](coverage.ru.md)',
};

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly string[]): string =>
  [row(...heads), row(...heads.map(() => '---')), ...rows].join('\n');

function nameOf(id: KindId, lang: Language): string {
  const name = kindById(id)?.title.many[lang] ?? id;
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

function namesOf(ids: readonly KindId[], lang: Language): string {
  return [...new Set(ids)].map((id) => nameOf(id, lang)).join(', ');
}

function takenBy(kind: Kind, lang: Language): string {
  const { take } = kind;
  const method = methodOfTake(kind);
  const call = method === undefined ? '' : `\`${method}\``;
  switch (take.how) {
    case 'list':
    case 'lists':
      return call;
    case 'each':
      return `${call} ${words.each[lang]}: ${namesOf([take.parent].flat(), lang)}`;
    case 'tree':
      return `${call} ${words.each[lang]}: ${nameOf(take.roots, lang)}, ${nameOf(kind.id, lang)}`;
    case 'ids':
      return `${call} ${words.ids[lang]}: ${namesOf(
        take.from.map((source) => source.kind),
        lang,
      )}`;
    case 'with':
      return `${words.along[lang]}: ${nameOf(take.of, lang)}`;
    case 'tables':
      return words.tables[lang];
  }
}

function handSteps({ steps, why, path }: ByHand, lang: Language): string {
  const where = path === undefined ? '' : ` (\`${path(undefined)}\`)`;
  return `**${words.byHand[lang]}**${where}: ${steps[lang]} ${why[lang]}`;
}

function binOf(days: number | undefined, lang: Language): string {
  return days === undefined ? words.binUnknown[lang] : words.bin[lang].replace('$', String(days));
}

function deletedBy(kind: Kind, deletion: Deletion, lang: Language): string {
  const example = { id: '1', row: {} };
  switch (deletion.how) {
    case 'call': {
      const { fate } = deletion;
      const end = fate.to === 'gone' ? words.gone[lang] : binOf(fate.days, lang);
      return `\`${deletion.call(example).method}\`, ${end}`;
    }
    case 'withParent': {
      const parents = kind.references.filter(({ parent, to }) => parent === true && to !== kind.id).map(({ to }) => to);
      const taken = kind.take.how === 'each' ? [kind.take.parent].flat() : [];
      return `${words.withParent[lang]}: ${namesOf(parents.length > 0 ? parents : taken, lang)}`;
    }
    case 'deactivate':
      return `${words.deactivate[lang]} (\`${deletion.call(example).method}\`)`;
    case 'byHand':
      return handSteps(deletion.byHand, lang);
    case 'never':
      return `${words.never[lang]}: ${deletion.why[lang]}`;
  }
}

function groupTable(group: Group, lang: Language): string {
  const rows = kinds
    .filter((kind) => kind.group === group)
    .map((kind) =>
      row(
        `${kind.title.many[lang]} (\`${kind.id}\`)`,
        `${takenBy(kind, lang)}${kind.byApplication === true ? `; ${words.application[lang]}` : ''}`,
        deletedBy(kind, kind.deletion, lang),
        kind.files === undefined ? '' : words.yes[lang],
        [kind.scope, ...(kind.moreScopes ?? [])]
          .filter((scope) => scope !== '')
          .map((scope) => `\`${scope}\``)
          .join(', '),
        kind.limits?.[lang] ?? '',
      ),
    );
  const heads = [words.kind, words.taken, words.deleted, words.files, words.scope, words.limits].map(
    (text) => text[lang],
  );
  return rows.length === 0 ? '' : `## ${groups[group][lang]}\n\n${table(heads, rows)}\n`;
}

function handTable(lang: Language): string {
  const rows = handWork.map(({ title, path, steps, check, why, source }) =>
    row(
      title[lang],
      path === undefined ? '' : `\`${path}\``,
      steps[lang],
      check.by === 'person' ? words.person[lang] : check.how[lang],
      why[lang],
      source,
    ),
  );
  const heads = [words.what, words.where, words.steps, words.check, words.why, words.source].map((text) => text[lang]);
  return `## ${words.byHand[lang]}\n\n${table(heads, rows)}\n`;
}

function impossibleTable(lang: Language): string {
  const rows = impossible.map(({ title, what, why, source }) => row(title[lang], words[what][lang], why[lang], source));
  const heads = [words.what, words.cannot, words.why, words.source].map((text) => text[lang]);
  return `## ${words.impossible[lang]}\n\n${table(heads, rows)}\n`;
}

const laterWords: Readonly<Record<Later, Text>> = {
  changed: { ru: 'Изменённое с прошлого раза и номера всех записей', en: 'What changed since, and the ids of all' },
  grown: {
    ru: 'Записи моложе месяца и общее число: старые не меняются',
    en: 'Rows younger than a month and the count of all: older ones do not change',
  },
  moved: {
    ru: 'Списки только тех, чьё поле времени сдвинулось',
    en: 'Lists of those alone whose own time has moved',
  },
  long: { ru: 'В каждом длинном списке — изменённое', en: 'What changed, in each long list' },
  along: { ru: 'Ничего: приходит вместе с другим видом', en: 'Nothing: it comes with another kind' },
  whole: { ru: 'Всё заново', en: 'All of it again' },
};

function laterTable(lang: Language): string {
  const byWay = Map.groupBy(kinds, laterOf);
  const names = (some: readonly Kind[]): string => some.map(({ title }) => title.many[lang]).join('; ');
  const rows = (Object.keys(laterWords) as Later[]).map((way) =>
    row(laterWords[way][lang], names(byWay.get(way) ?? [])),
  );
  const reasons = kinds.flatMap(({ take, title }) =>
    take.how === 'each' && take.because !== undefined ? [row(title.many[lang], take.because[lang])] : [],
  );
  const heads = [words.asked, words.kinds].map((text) => text[lang]);
  return [
    `## ${words.later[lang]}\n\n${words.laterNote[lang]}\n\n${table(heads, rows)}\n`,
    `${table([words.kind[lang], words.why[lang]], reasons)}\n`,
  ].join('\n');
}

/** The whole page in one language, as Markdown. */
export function coverage(lang: Language): string {
  const order = deletionOrder(kinds).order.map((id, index) => `${index + 1}. ${kindById(id)?.title.many[lang] ?? id}`);
  return [
    `# ${words.title[lang]}\n`,
    `${other[lang]}\n`,
    `${words.note[lang]}\n`,
    ...(Object.keys(groups) as Group[]).map((group) => groupTable(group, lang)),
    laterTable(lang),
    handTable(lang),
    impossibleTable(lang),
    `## ${words.order[lang]}\n\n${words.orderNote[lang]}\n\n${order.join('\n')}\n`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}
