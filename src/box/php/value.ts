/** What a PHP expression came to. Arrays keep their order; what can't be known without running PHP stays named. */
export type PhpValue = string | number | boolean | null | PhpArray | Unknown;
export type PhpArray = ReadonlyMap<string | number, PhpValue>;

/** A value that reading alone can't tell (`\Redis::OPT_X`, `getenv('X')`): harmless until somebody needs it. */
export class Unknown {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

export function isArray(value: PhpValue | undefined): value is PhpArray {
  return value instanceof Map;
}

/** As PHP's json_encode would see it: lists as lists, other arrays as objects. Unknown values stay as they are. */
export function toPlain(value: PhpValue): unknown {
  if (!isArray(value)) return value;
  const keys = [...value.keys()];
  if (keys.every((key, index) => key === index)) return [...value.values()].map(toPlain);
  return Object.fromEntries([...value].map(([key, each]) => [String(key), toPlain(each)]));
}
