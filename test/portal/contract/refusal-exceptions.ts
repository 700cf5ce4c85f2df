import type { Documented, DocumentedRefusal } from './source.ts';

/** Documented errors that the local portal can't be brought to give, and why. Reviewed: each is a limit of the portal that it says of itself. */
export interface RefusalException {
  /** Of the method's name, of the code, of the words; all that are given must fit. */
  readonly method?: RegExp;
  readonly code?: RegExp;
  readonly words?: RegExp;
  readonly why: string;
}

const anyText =
  /access denied|доступ запрещ|прав доступа|права доступа|permission|нет прав|недостаточно прав|intranet|not allowed|запрещен/iu;

export const refusalExceptions: readonly RefusalException[] = [
  {
    code: /access|denied|rights|permission|^allowed_only|^403$/iu,
    why: 'Rights: the local portal knows administrators, who may do everything, and employees, who see and change their own; no roles, no guests.',
  },
  { words: anyText, why: 'The same, where the page gives only words.' },
  {
    code: /restricted|feature|limit|quota|not_avail|license|tariff|too_many|overload/iu,
    why: 'The local portal has no plan and no quota: every tool is on.',
  },
  {
    words:
      /not installed|тариф|ресурс|ограничен|лимит|limit|quota|unavailable|недоступн|not available|switched off|отключ/iu,
    why: 'The same, where the page gives only words: modules that are off, plans, quotas.',
  },
  {
    code: /system_error|internal|^5\d\d$|core_|unexpected|general|_FAILED$|^ERROR_CHECK_FAILURE$/iu,
    why: 'Failures inside of the vendor’s own code have no counterpart: where the local portal can fail is in its faults (limits.test.ts).',
  },
  {
    words:
      /failed|general error|ошибка при|не удалось|could not|can't be|cannot be|unable to|error (?:while|when|on)|ошибка (?:удаления|создания|обновления|изменения)/iu,
    why: 'The same, where the page gives only words.',
  },
  {
    code: /application context|app_|^wrong_auth|client_id/iu,
    why: 'Told only to applications, or about what an application registered; requests here come by webhooks.',
  },
  { words: /application|приложени/iu, why: 'The same, where the page gives only words.' },
  {
    method:
      /(?:add|update|import|set|send|uploadfile|uploadversion|copyto|moveto|rename|delegate|complete|start|bind|unbind|savefields|fields|register|create|setowner|movetofolder)$/iu,
    why: 'What a form of the product checks of contents (formats, uniqueness, states, dates) is checked only where a leaving client writes it.',
  },
  {
    words: /TASKS_ERROR_EXCEPTION|^ ?0x[0-9a-f]{6}$/u,
    why: 'Old methods of tasks answer with classes and signatures of the vendor’s code; here they give the code of the same table without them.',
  },
  {
    words: /^(?:[^a-z]*[а-яё].*)$/isu,
    why: 'REST 3.0 and a few old pages give the words in Russian, often with a place for names; the local portal answers in English, with the documented code.',
  },
  {
    code: /^ERROR_(?:DELETE_(?:ELEMENT|SECTION)|(?:CASHBOX|DELIVERY)_DELETE)$/u,
    why: 'The pages call these the other errors of a deletion, without saying of one when it comes.',
  },
  {
    method: /^(?:sale\.(?:shipment)?property|sonet_group)\.delete$/u,
    words: /^ERROR_CORE$|^ ?ERROR_CORE|^cannot delete group/iu,
    why: 'An inner failure of the deletion, by the page’s own words.',
  },
  {
    method: /^userconsent\.agreement\.text$/u,
    code: /^ERROR_ARGUMENT$/u,
    words: /^Parameter Agreement ID required/u,
    why: 'The example on the same page gives this error the code 400, and so does the local portal.',
  },
  {
    method: /^user\.userfield\.list$/u,
    words: /^ID is not defined/u,
    why: 'The errors of a method that takes an id; this one takes a filter and an order.',
  },
];

export function exceptionFor(page: Documented, { code, words }: DocumentedRefusal): RefusalException | undefined {
  return refusalExceptions.find(
    (each) =>
      (each.method?.test(page.method) ?? true) &&
      (each.code?.test(code) ?? true) &&
      (each.words?.test(`${words} ${code}`) ?? true),
  );
}
