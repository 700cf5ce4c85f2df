import type { leaving as English } from '../../en/errors/leaving.ts';

const nothingDone = 'Ничего не сделано, ничего не потеряно.';

/** Ошибки передачи дел, профиля, данных одного человека и конца архива. */
export const leaving: typeof English = {
  PERSON_UNKNOWN: (d) => ({
    happened: `В архиве нет никого по запросу «${d('asked')}».`,
    lost: nothingDone,
    todo: 'Назовите id, e-mail или имя целиком: `bye24 open user` покажет сотрудников.',
  }),
  PERSON_UNCLEAR: (d) => ({
    happened: `«${d('asked')}» подходит нескольким людям: ${d('known')}.`,
    lost: nothingDone,
    todo: 'Назовите id того, кого имеете в виду.',
  }),
  HANDOVER_SAME: (d) => ({
    happened: `Уходящий и преемник — один человек (${d('id')}).`,
    lost: nothingDone,
    todo: 'Скажите, кто принимает дела: --to',
  }),
  HANDOVER_UNKNOWN: (d) => ({
    happened: `В архиве нет сотрудника ${d('id')}.`,
    lost: nothingDone,
    todo: '`bye24 open user` покажет сотрудников; если человек новый, сделайте выгрузку ещё раз.',
  }),
  HANDOVER_INACTIVE: (d) => ({
    happened: `${d('name')} (${d('id')}) уже уволен(а) и принять дела не может.`,
    lost: nothingDone,
    todo: 'Назовите того, кто работает: --to',
  }),
  HANDOVER_NOTHING: (d) => ({
    happened: `Передавать нечего (${d('from')}).`,
    lost: nothingDone,
    todo: 'Если это неожиданно, сделайте выгрузку и печать заново: план знает только то, что в архиве.',
  }),
  PROFILE_OWN: (d) => ({
    happened: `Это подключение самого уходящего (${d('id')}). Сам себя никто не увольняет: портал мог бы остаться без администратора.`,
    lost: nothingDone,
    todo: 'Подключитесь вебхуком другого администратора или идите путём телефона: `bye24 profile leave phone`.',
  }),
  PROFILE_NOT_ADMINISTRATOR: (d) => ({
    happened: `${d('name')} — не администратор и никого уволить не может.`,
    lost: nothingDone,
    todo: 'Подключитесь вебхуком администратора.',
  }),
  PROFILE_SOLE_ADMINISTRATOR: (d) => ({
    happened: `${d('name')} может быть единственным администратором ${d('portal')}. Вместе с таким профилем удаляется весь портал с данными всех сотрудников.`,
    lost: nothingDone,
    todo: 'Назначьте на портале другого администратора, создайте вебхук от его имени и передайте с --second-webhook. `bye24 profile leave check` покажет, что на кону.',
  }),
  PROFILE_UNVERIFIED: (d) => ({
    happened: `Копия профиля ${d('id')} в архиве не цела, поэтому очищать его нельзя.`,
    lost: nothingDone,
    todo: 'Сделайте выгрузку ещё раз, затем `bye24 verify` и `bye24 seal`.',
  }),
  PROFILE_GONE: (d) => ({
    happened: `${d('name')} (${d('id')}): увольнение уже было, когда делался архив.`,
    lost: nothingDone,
    todo: 'Делать ничего не нужно. `bye24 profile leave status` посмотрит на портал.',
  }),
  PROFILE_NOT_REQUESTED: (d) => ({
    happened: `Дата запроса не записана: ${d('name')}.`,
    lost: nothingDone,
    todo: 'Когда отправите его с телефона: `bye24 profile leave requested`.',
  }),
  PROFILE_REQUEST_DAMAGED: (d) => ({
    happened: `Файл с датой запроса не читается: ${d('path')}`,
    lost: 'Только эта дата; архив и портал прежние.',
    todo: 'Удалите файл и выполните `bye24 profile leave requested` ещё раз.',
  }),
  ACT_FACTS_ABSENT: (d) => ({
    happened: `Акту нужно то, что знаете только вы: оператор, исполнители, причина. Файл для заполнения лежит здесь: ${d('path')}`,
    lost: nothingDone,
    todo: 'Заполните его и повторите команду. Если обработку никому не поручали, напишите там {"notApplicable": "почему"}.',
  }),
  ACT_INCOMPLETE: (d) => ({
    happened: `В акте остались бы пробелы: ${d('fields')}.`,
    lost: nothingDone,
    todo: 'Заполните их в файле со сведениями и повторите команду.',
  }),
  ACT_NOTHING: () => ({
    happened: 'Ни одно уничтожение ещё не подтверждено, удостоверять нечего.',
    lost: 'Отчёт подтверждения записан, не сделаны только бумаги.',
    todo: 'То, что в корзине, не уничтожено: повторите подтверждение после её срока. `bye24 status` скажет, где вы.',
  }),
  PROOF_ABSENT: () => ({
    happened: 'Сравнивать не с чем: подтверждения ещё не было.',
    lost: nothingDone,
    todo: 'Сначала `bye24 prove`, потом, когда корзины опустеют, `bye24 prove --again`.',
  }),
  SUBJECT_EMPTY: () => ({
    happened: 'Человек не назван.',
    lost: nothingDone,
    todo: 'Укажите хотя бы одно: --name, --phone, --email.',
  }),
  SUBJECT_BAD_PHONE: (d) => ({
    happened: `«${d('phone')}» — не номер телефона.`,
    lost: nothingDone,
    todo: 'Укажите цифры в любой записи: --phone "+7 495 123-45-67"',
  }),
  SUBJECT_BAD_EMAIL: (d) => ({
    happened: `«${d('email')}» — не адрес электронной почты.`,
    lost: nothingDone,
    todo: 'Укажите адрес целиком: --email anna@example.com',
  }),
  SUBJECT_NOTHING: () => ({
    happened: 'В архиве нет ничего об этом человеке.',
    lost: nothingDone,
    todo: 'Попробуйте другое написание имени, телефона или почты; архив знает только то, что было выгружено.',
  }),
  BY_HAND_UNCLEAR: (d) => ({
    happened: `Неясно, какие шаги сделаны («${d('number')}») или кто это подтверждает («${d('by')}»).`,
    lost: nothingDone,
    todo: '`bye24 by-hand` покажет номера. Затем: bye24 by-hand confirm --numbers 1,2 --by "Имя"',
  }),
  ARCHIVE_NOT_DESTROYED: (d) => ({
    happened: `${d('path')} всё ещё на месте после удаления.`,
    lost: 'Удалённое до этого удалено, это сказано в журнале рядом с архивом.',
    todo: 'Проверьте права на эту папку и повторите команду: она продолжит.',
  }),
  HANDOVER_ABSENT: () => ({
    happened: 'Это план не передачи дел.',
    lost: nothingDone,
    todo: 'Сделайте его: bye24 handover --from … --to …',
  }),
};
