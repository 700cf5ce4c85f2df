import { z } from 'zod';

import type { InputOf, Parameter, Parameters } from './parameter.ts';

const multipliers: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6 };

/** `1200`, `100k`, `1M`; undefined for anything else. */
export function parseCount(text: string): number | undefined {
  const match = /^(-?\d+(?:\.\d+)?)([km]?)$/iu.exec(text.replaceAll('_', ''));
  if (match === null) return undefined;
  const value = Number(match[1]) * (multipliers[(match[2] ?? '').toLowerCase()] ?? 1);
  return Number.isSafeInteger(value) ? value : undefined;
}

const count = z.union([
  z.number().int(),
  z.string().transform((text, context) => {
    const value = parseCount(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: 'not a whole number' });
    return z.NEVER;
  }),
]);

const percent = z
  .string()
  .regex(/^\d+(?:\.\d+)?%?$/u)
  .transform((text) => Number(text.replace('%', '')) / 100)
  .pipe(z.number().gt(0).max(1));

function schemaOfOne(parameter: Parameter): z.ZodType {
  switch (parameter.type) {
    case 'flag':
      return z.boolean().default(false);
    case 'list':
      return z.array(z.string()).default([]);
    case 'percent':
      return percent.optional();
    case 'count': {
      const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = parameter;
      return count.pipe(z.number().min(min).max(max)).optional();
    }
    case 'choice': {
      const choice = z.enum(parameter.of);
      return parameter.required === true ? choice : choice.optional();
    }
    case 'text': {
      const text = z.string().min(1);
      return parameter.required === true ? text : text.optional();
    }
    default:
      return parameter satisfies never;
  }
}

/** The validator of a command's input: for words of a command line and for JSON of the web API alike. */
export function schemaOf<P extends Parameters>(parameters: P): z.ZodType<InputOf<P>> {
  const shape = Object.fromEntries(Object.entries(parameters).map(([name, one]) => [name, schemaOfOne(one)]));
  return z.strictObject(shape) as unknown as z.ZodType<InputOf<P>>;
}
