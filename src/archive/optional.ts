/** A member for an object literal, or nothing where the database holds NULL. */
export function optional<Name extends string, Value>(
  name: Name,
  value: unknown,
  make: (value: unknown) => Value,
): { readonly [K in Name]?: Value } {
  return value === null || value === undefined ? {} : ({ [name]: make(value) } as { readonly [K in Name]: Value });
}

/** A text column; '' where the database holds NULL or no row. */
export function textOrNone(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
