import type { Text } from '../../base/text.ts';
import type { Kept } from '../types.ts';
import type { Ends, ProofException } from './types.ts';

/** What each end is called in a report, in the order of its columns. */
export const endWords: Readonly<Record<keyof Ends, Text>> = {
  planned: { ru: 'По плану', en: 'Planned' },
  gone: { ru: 'Удалено, отсутствует', en: 'Deleted, seen absent' },
  inBin: { ru: 'В корзине', en: 'In the recycle bin' },
  scrubbed: { ru: 'Поля очищены', en: 'Fields emptied' },
  binOff: { ru: 'Корзина отключена', en: 'Bin switched off' },
  handed: { ru: 'Переданы', en: 'Handed over' },
  inactive: { ru: 'Уволены', en: 'Deactivated' },
  alreadyGone: { ru: 'Не было уже до удаления', en: 'Was gone before' },
  acknowledged: { ru: 'Портал подтвердил, отсутствие не проверено', en: 'Acknowledged, absence not checked' },
  stillThere: { ru: 'Портал подтвердил, но запись на месте', en: 'Acknowledged, and still there' },
  changed: { ru: 'Изменено после выгрузки, оставлено', en: 'Changed since the export, left' },
  childAppeared: { ru: 'Появилось вложенное, оставлено', en: 'Something new lies below, left' },
  refused: { ru: 'Портал отказал', en: 'Refused by the portal' },
  unknown: { ru: 'Неизвестно', en: 'Unknown' },
  unreachable: {
    ru: 'Отдельно не показывается; того, частью чего было, нет',
    en: 'Shown to nobody alone; what it was part of is seen absent',
  },
  left: { ru: 'Не выполнялось', en: 'Not done' },
};

export const keptWords: Readonly<Record<Kept['reason'], Text>> = {
  chosen: { ru: 'оставлено по решению владельца', en: 'kept by choice of the owner' },
  notVerified: { ru: 'копия в архиве не подтверждена', en: 'the archived copy is not verified' },
  neverDeletable: { ru: 'удалить через REST нельзя', en: 'REST can not delete it' },
  refused: { ru: 'портал не даёт удалить', en: 'the portal refuses to delete it' },
  childNotPlanned: { ru: 'вместе с ним ушло бы то, что остаётся', en: 'it would take along what stays' },
  lastAdministrator: { ru: 'последний администратор', en: 'the last administrator' },
  vanished: { ru: 'на портале уже не было', en: 'no longer on the portal' },
  notTransferable: { ru: 'портал не даёт передать', en: 'the portal does not let it be handed over' },
  protected: { ru: 'защищено', en: 'protected' },
};

/** What stood in a step's way, in words, where that was bye24's own finding; the portal's codes stay as they are. */
const codeWords: Readonly<Record<string, Text>> = {
  BIN_IS_ON: {
    ru: 'корзина включена: запись осталась бы в ней, а по плану исчезает сразу',
    en: 'the bin is on: it would lie there, and the plan wants it gone at once',
  },
  FILTER_IGNORED: { ru: 'портал показал не то, о чём спросили', en: 'the portal showed what it was not asked for' },
  OTHER_RECORD: { ru: 'под этим номером другая запись', en: 'its number belongs to another record' },
  UNANSWERED: { ru: 'портал не ответил', en: 'the portal did not answer' },
  NO_LOOK: { ru: 'посмотреть на неё нечем', en: 'there is no way to look at it' },
  NOT_READ_AGAIN: { ru: 'портал не показал новую версию', en: 'the portal did not show the new version' },
  NOT_VERIFIED: { ru: 'новая версия забрана не целиком', en: 'the new version did not come home whole' },
  NOT_CHOSEN: {
    ru: 'новая версия не подходит под выбор плана',
    en: 'the choice of the plan does not take the new version',
  },
  NOT_REHEARSED: { ru: 'на репетиции не удалилась', en: 'the rehearsal did not delete it' },
  DECLINED: { ru: 'вы решили её оставить', en: 'you chose to leave it' },
};

function codeText(code: string): Text {
  return codeWords[code] ?? { ru: code, en: code };
}

export const words = {
  title: { ru: 'Подтверждение удаления', en: 'Proof of deletion' },
  portal: { ru: 'Портал', en: 'Portal' },
  plan: { ru: 'План (SHA-256)', en: 'Plan (SHA-256)' },
  archive: { ru: 'Архив (печать)', en: 'Archive (seal)' },
  sealedAnew: { ru: 'Архив запечатан заново', en: 'Archive sealed anew' },
  brought: { ru: 'Забрано заново и удалено в новой версии', en: 'Taken home again, to go in the new version' },
  broughtNote: {
    ru: 'Эти записи изменились после выгрузки. Новая версия забрана в архив рядом с прежней, перечитана с диска, проверена на репетиции; удалить можно было только её.',
    en: 'These records changed after the export. Their new version was taken into the archive beside the old one, read again from the disk and rehearsed; only that version could be deleted.',
  },
  versionBefore: { ru: 'Отпечаток по плану', en: 'Fingerprint as planned' },
  versionNow: { ru: 'Отпечаток новой версии', en: 'Fingerprint of the new version' },
  journal: { ru: 'Журнал', en: 'Journal' },
  journalOf: { ru: 'строк, последняя', en: 'lines, the last one' },
  from: { ru: 'Удаление начато', en: 'Deletion began' },
  proved: { ru: 'Портал перечитан', en: 'Portal read again' },
  notProved: {
    ru: 'Портал ещё не перечитан: ни одно удаление не подтверждено независимым чтением.',
    en: 'The portal was not read again yet: no deletion is confirmed by an independent read.',
  },
  absent: { ru: 'Отсутствие увидено', en: 'Absence seen' },
  through: { ru: 'Через подключения сотрудников', en: 'Through connections of employees' },
  kinds: { ru: 'По видам данных', en: 'By kind' },
  kind: { ru: 'Вид данных', en: 'Kind' },
  before: { ru: 'Было на портале', en: 'Portal before' },
  after: { ru: 'Стало на портале', en: 'Portal after' },
  total: { ru: 'Всего', en: 'Total' },
  proofs: { ru: 'Сверки по порядку', en: 'Readings in their order' },
  proofAt: { ru: 'Портал перечитан', en: 'Portal read again' },
  bins: { ru: 'В корзинах', en: 'In recycle bins' },
  until: { ru: 'до', en: 'until' },
  untilUnknown: { ru: 'на какой срок, не сказано', en: 'nobody says for how long' },
  binNote: {
    ru: 'Записи в корзине не уничтожены: их можно восстановить до указанной даты, а где её нет, пока корзину не очистят. Потом повторите: bye24 prove --again.',
    en: 'Records in a bin are not destroyed: they can be restored until the date given, and where there is none, until the bin is emptied. Then run: bye24 prove --again.',
  },
  exceptions: { ru: 'Что вышло иначе, чем по плану', en: 'What ended otherwise than planned' },
  more: { ru: 'Остальные — в выгрузке журнала, всего', en: 'The others are in the export of the journal; in all' },
  step: { ru: 'Шаг', en: 'Step' },
  record: { ru: 'Запись', en: 'Record' },
  end: { ru: 'Чем кончилось', en: 'How it ended' },
  code: { ru: 'Почему', en: 'Why' },
  byHand: { ru: 'Вручную', en: 'By hand' },
  done: { ru: 'сделано', en: 'done' },
  open: { ru: 'не сделано', en: 'not done' },
  seenByApi: { ru: 'проверено через REST', en: 'seen through REST' },
  confirmedBy: { ru: 'подтвердил(а)', en: 'confirmed by' },
  kept: { ru: 'Оставлено', en: 'Left on purpose' },
  limits: { ru: 'О чём это подтверждение не говорит', en: 'What this proof does not say' },
  limitArchive: {
    ru: 'Архив на вашем компьютере хранит те же данные: речь только о портале.',
    en: 'The archive on your computer still holds the same data: this is about the portal alone.',
  },
  limitVendor: {
    ru: 'Резервные копии, журналы и кеши поставщика отсюда не видны. Запросите у него письменное подтверждение.',
    en: 'Backups, logs and caches of the vendor can not be seen from here. Ask the vendor for a written confirmation.',
  },
  limitTool: {
    ru: 'bye24 не является сертифицированным средством уничтожения информации.',
    en: 'bye24 is not a certified tool for the destruction of information.',
  },
} as const satisfies Readonly<Record<string, Text>>;

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
const numberOf = (connection: string): string => connection.replace(/^user-/u, '');

/** How much went through whose connection: by the person's number, for a report holds no names. */
export function throughText({ connection, steps }: { readonly connection: string; readonly steps: number }): Text {
  const id = numberOf(connection);
  return { ru: `сотрудник ${id} — записей: ${steps}`, en: `employee ${id} — records: ${steps}` };
}

/** What stood in a step's way: the code, what lies below, and whose connection it was to go through. */
export function obstacleText({
  code = '',
  child = '',
  through,
}: Pick<ProofException, 'code' | 'child' | 'through'>): Text {
  const whose =
    through === undefined
      ? { ru: '', en: '' }
      : {
          ru: `(подключение сотрудника ${numberOf(through)})`,
          en: `(connection of employee ${numberOf(through)})`,
        };
  const words = codeText(code);
  return { ru: joined(words.ru, child, whose.ru), en: joined(words.en, child, whose.en) };
}
