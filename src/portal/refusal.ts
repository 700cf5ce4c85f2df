/** An answer of the portal that refuses: what a method throws instead of returning a result. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly validation: readonly { readonly field: string; readonly message: string }[];

  constructor(
    code: string,
    description: string,
    options: {
      readonly status?: number;
      readonly validation?: readonly { readonly field: string; readonly message: string }[];
    } = {},
  ) {
    super(description);
    this.name = 'Refusal';
    this.code = code;
    this.status = options.status ?? 400;
    this.validation = options.validation ?? [];
  }
}

/** The words of most old methods: an empty code and a text. */
export const refuse = (description: string, code = ''): Refusal => new Refusal(code, description);

/** Refuses a field that a filter or an order names and the CRM does not know. */
export const notAllowedIn =
  (place: string) =>
  (name: string): never => {
    throw new Refusal('INVALID_ARG_VALUE', `Invalid ${place}: field '${name}' is not allowed in ${place}`);
  };

const v3 = 'BITRIX_REST_V3_EXCEPTION_';

/** Refusals of REST 3.0 (https://apidocs.bitrix24.ru/api-reference/rest-v3.html). */
export const refusal3 = {
  notFound: (id: number | string): Refusal =>
    new Refusal(`${v3}ENTITYNOTFOUNDEXCEPTION`, `Entity with id = ${id} not found`),
  unknownMethod: (method: string): Refusal =>
    new Refusal(`${v3}METHODNOTFOUNDEXCEPTION`, `Method ${method} not found`, { status: 404 }),
  invalid: (field: string, message: string): Refusal =>
    new Refusal(`${v3}VALIDATION_REQUESTVALIDATIONEXCEPTION`, 'Request validation failed', {
      validation: [{ field, message }],
    }),
  denied: (): Refusal => new Refusal(`${v3}ACCESSDENIEDEXCEPTION`, 'Access denied', { status: 403 }),
  other: (name: string, message: string, status = 400): Refusal => new Refusal(v3 + name, message, { status }),
};
