import { Refusal } from '../../refusal.ts';

/** How the task methods of REST 3.0 refuse a request: a field, and each thing that is wrong with it. */
export function invalid(field: string, ...messages: readonly string[]): Refusal {
  return new Refusal(
    'BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION',
    'Ошибка при валидации объекта запроса',
    { validation: messages.map((message) => ({ field, message })) },
  );
}
