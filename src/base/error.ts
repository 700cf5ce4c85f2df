/**
 * The root of all errors that bye24 raises on purpose: a flat family with a stable `code`, never translated, by which
 * the catalogues find the words (what happened, is anything lost, what to do). `detail` fills those words in.
 * Neither the message nor the detail ever carries a secret (I11).
 */
export class Bye24Error extends Error {
  readonly code: string;
  /** Whether the same call may succeed later with nothing changed by the user. */
  readonly retryable: boolean;
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(
    code: string,
    detail: Readonly<Record<string, string | number>> = {},
    options: { readonly retryable?: boolean; readonly cause?: unknown; readonly message?: string } = {},
  ) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.detail = detail;
    this.retryable = options.retryable ?? false;
  }
}
