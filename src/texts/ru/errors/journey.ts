import type { journey as english } from '../../en/errors/journey.ts';
import type { Detail } from '../../detail.ts';

const nothingSent = 'На портал ничего не отправлено.';
const nothingDone = 'Ничего не сделано, ничего не потеряно.';

/** Что дано не так. Само введённое не повторяется: это мог быть секрет. */
function wrongIn(d: Detail): string {
  const words: Readonly<Record<string, string>> = {
    portal: `Указан не адрес портала ${d('portal')}.`,
    'plan-sha256': `Указан не хэш плана для ${d('portal')}.`,
    count: `Введено не то число записей, которое уйдёт с портала ${d('portal')}.`,
    seal: `Указана не печать архива портала ${d('portal')}.`,
  };
  return words[d('wrong')] ?? `Дано не то, что называет этот план для ${d('portal')}.`;
}

export const journey: typeof english = {
  UNKNOWN_KIND: (d) => ({
    happened: `Нет вида данных «${d('kind')}».`,
    lost: nothingDone,
    todo: 'Какие есть, покажут `bye24 inventory` и docs/coverage.md.',
  }),
  KIND_NEEDED: (d) => ({
    happened: `Отдельно не исключить: ${d('kinds')}. Через это или в том же списке приходят: ${d('by')}`,
    lost: nothingDone,
    todo: `Исключите и их или оставьте всё: --without ${d('kinds')},${d('by')}`,
  }),
  KINDS_IN_A_CIRCLE: (d) => ({
    happened: `Эти виды данных ждут друг друга: ${d('kinds')}. Это ошибка в bye24.`,
    lost: nothingDone,
    todo: 'Пожалуйста, сообщите о ней.',
  }),
  POLICY_EMPTY: () => ({
    happened: 'Не выбран ни один вид данных, так что не уйдёт ничего.',
    lost: nothingDone,
    todo: 'Назовите их: --kinds deal,contact или --kinds all.',
  }),
  POLICY_UNKNOWN_KIND: (d) => ({
    happened: `Нет вида данных «${d('name')}». Похожие: ${d('near')}`,
    lost: nothingDone,
    todo: 'Какие виды есть в архиве, покажет `bye24 open`.',
  }),
  POLICY_BAD_CONDITION: (d) => ({
    happened: `Непонятное условие «${d('text')}».`,
    lost: nothingDone,
    todo: 'Поле, знак, значение: changed<2024-01-01, name~тест, id=42. Знаки: < <= = != >= > ~',
  }),
  POLICY_BAD_DATE: (d) => ({
    happened: `«${d('value')}» — не дата (${d('field')}).`,
    lost: nothingDone,
    todo: 'Пишите так: 2024-01-31 или 2024-01-31T10:00:00+03:00.',
  }),
  POLICY_BAD_KEEP: (d) => ({
    happened: `Из «${d('text')}» непонятно, какая запись должна остаться.`,
    lost: nothingDone,
    todo: 'Напишите вид и номер: --keep contact:5,deal:42',
  }),
  POLICY_KEEP_UNKNOWN: (d) => ({
    happened: `${d('record')} должна остаться, но в архиве такой записи нет. Опечатка здесь удалила бы то, что вы хотите сохранить.`,
    lost: nothingDone,
    todo: 'Проверьте вид и номер: `bye24 open`.',
  }),
  POLICY_MATCHES_NOTHING: () => ({
    happened: 'В архиве нет ничего, что подходит под описание, — планировать нечего.',
    lost: nothingDone,
    todo: 'Смягчите --kinds или --where.',
  }),
  PLAN_ABSENT: (d) => ({
    happened: `Плана нет: ${d('path')}`,
    lost: nothingDone,
    todo: 'Составьте его: `bye24 plan --kinds …`.',
  }),
  PLAN_ALTERED: (d) => ({
    happened: `План не такой, каким его записал bye24 (${d('path')}, строка ${d('line')}).`,
    lost: nothingSent,
    todo: 'Составьте план заново. Выбирайте через --kinds, --where и --keep; сам план не правят.',
  }),
  PLAN_OTHER_PORTAL: (d) => ({
    happened: `План составлен для ${d('planned')}, а подключение ведёт на ${d('connected')}.`,
    lost: nothingSent,
    todo: 'Проверьте, какой архив и какое подключение вам нужны: --archive ПАПКА, --portal АДРЕС.',
  }),
  PLAN_STALE: (d) => ({
    happened: `Архив уже не тот, по которому составлен план (${d('madeAt')}): печать была ${d('planned')}, теперь ${d('now')}.`,
    lost: nothingSent,
    todo: 'Проверьте и запечатайте архив и составьте план заново: `bye24 plan …`. Тот же выбор даст новый план.',
  }),
  PLAN_BEGUN: () => ({
    happened: 'Удаление по этому плану уже начато: по нему оно и закончится.',
    lost: nothingSent,
    todo: 'Продолжите: `bye24 apply`. В чём портал откажет, то останется и будет названо.',
  }),
  BRINGING_UNFINISHED: () => ({
    happened: 'Изменившиеся записи забирались в архив, и это прервалось: заново архив ещё не запечатан.',
    lost: nothingSent,
    todo: 'Продолжите: `bye24 apply --re-export-changed`. Работа пойдёт с того места, где остановилась.',
  }),
  PLAN_UNKNOWN_KIND: (d) => ({
    happened: `В плане назван вид данных, которого этот bye24 не знает (${d('kind')}).`,
    lost: nothingSent,
    todo: 'Составьте план снова этой же версией.',
  }),
  PLAN_STRAY_STEP: (d) => ({
    happened: `Шаг ${d('step')} плана уходит вместе с записью, которую план не удаляет.`,
    lost: nothingSent,
    todo: 'Составьте план снова: `bye24 plan`.',
  }),
  PLAN_NOT_REHEARSED: () => ({
    happened: 'Этот план ещё не репетировали.',
    lost: nothingSent,
    todo: 'Сначала репетиция: `bye24 rehearse` проиграет тот же план на копии портала, на этом компьютере. Для передачи дел и данных одного человека — та же команда со словом rehearse.',
  }),
  PLAN_PROTECTED: (d) => ({
    happened: `В плане есть ${d('record')} — запись из списка того, что на ${d('portal')} никогда не удалять.`,
    lost: nothingSent,
    todo: 'Составьте план заново: всё из списка останется. Убрать из него можете только вы, в файле protected.json в настройках.',
  }),
  PROTECTED_DAMAGED: (d) => ({
    happened: `Список записей, которые никогда не удалять, не читается (${d('path')}).`,
    lost: nothingSent,
    todo: 'Исправьте файл или удалите его, затем повторите команду.',
  }),
  PORTAL_IS_LIVE: (d) => ({
    happened: `На портале ${d('portal')} ещё работают: за последние три дня изменено записей — не меньше ${d('records')}.`,
    lost: nothingSent,
    todo: 'Дождитесь, пока закончат, и выгрузите ещё раз, чтобы ничего не осталось. Если вы об этом знаете: --portal-is-live.',
  }),
  GUARD_REFUSED: (d) => ({
    happened: wrongIn(d),
    lost: nothingSent,
    todo: 'Посмотрите план ещё раз: `bye24 status`. Адрес портала нужен слово в слово, от хэша — не меньше 12 знаков.',
  }),
  JOURNAL_OTHER_PLAN: (d) => ({
    happened: `Журнал относится к плану ${d('journal')}, а не к ${d('plan')}.`,
    lost: nothingSent,
    todo: 'Сначала закончите тот план или отложите его папку `exit`, чтобы начать новый.',
  }),
  JOURNAL_CLOSED: () => ({
    happened: 'Что-то хотели записать в закрытый журнал. Это ошибка в bye24.',
    lost: 'Больше на портал ничего не отправлено.',
    todo: 'Пожалуйста, сообщите о ней. Та же команда сначала посмотрит, потом продолжит.',
  }),
  JOURNAL_ABSENT: (d) => ({
    happened: `Журнала нет (${d('path')}): ещё ничего не выполнялось.`,
    lost: nothingDone,
    todo: 'Сначала выполните план: `bye24 apply`.',
  }),
  PROOF_BLIND: (d) => ({
    happened: `Это подключение видит меньше того, которое удаляло (${d('reason')}): то, чего оно не видит, ничего не доказывает.`,
    lost: nothingDone,
    todo: 'Подключитесь вебхуком действующего администратора с теми же правами и повторите подтверждение.',
  }),
  LOCKED: (d) => ({
    happened: `План с ${d('since')} уже выполняет другой bye24 (процесс ${d('pid')} на ${d('host')}).`,
    lost: nothingSent,
    todo: `Дождитесь, пока он закончит. Двое никогда не выполняют план одновременно. Если тот точно больше не работает, удалите файл ${d('path')}.`,
  }),
  JOURNAL_DAMAGED: (d) => ({
    happened: `Журнал изменён или повреждён внутри (${d('path')}, строка ${d('line')}).`,
    lost: 'Больше ничего не будет удалено: без целого журнала никто не знает, что сделано.',
    todo: 'Верните журнал из копии. Что ещё есть на портале, скажет `bye24 prove`.',
  }),
};
