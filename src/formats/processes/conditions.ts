import { isList, isObject, type Json, textOf } from '../../base/json.ts';
import { elementsOf } from '../../kinds/fields.ts';
import { type Activity, property } from './activity.ts';

/** A value of any shape in one line, as a person reads it. */
export function inline(value: Json | undefined): string {
  if (isList(value)) return value.map(inline).filter(Boolean).join(', ');
  if (isObject(value)) {
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${inline(one)}`)
      .join('; ');
  }
  return textOf(value);
}

const joiners: Readonly<Record<string, string>> = { '0': ' && ', '1': ' || ' };

/** Each condition says by its joiner how it hangs on those before it. */
function joined(parts: readonly { readonly text: string; readonly joiner: string }[]): string {
  return parts.map(({ text, joiner }, index) => (index === 0 ? text : `${joiners[joiner] ?? ' && '}${text}`)).join('');
}

function mixed(value: Json | undefined): string {
  const rows = elementsOf(value).filter(isObject);
  return joined(
    rows.map(({ object, field, operator, value: compared, joiner }) => ({
      text: `{=${textOf(object)}:${textOf(field)}} ${textOf(operator)} ${inline(compared)}`.trim(),
      joiner: textOf(joiner),
    })),
  );
}

function rows(value: Json | undefined, object: string): string {
  return joined(
    elementsOf(value)
      .map(elementsOf)
      .map(([name, operator, compared, joiner]) => ({
        text: `{=${object}:${textOf(name)}} ${textOf(operator)} ${inline(compared)}`.trim(),
        joiner: textOf(joiner),
      })),
  );
}

/** Whether a branch is the one for when no other fits. */
export function isOtherwise(activity: Activity): boolean {
  return property(activity, 'truecondition') !== '';
}

/** The condition of a branch or a loop in the template's own expressions; '' when it has none. */
export function conditionOf({ properties }: Activity): string {
  const code = properties['phpcodecondition'] ?? properties['phpcondition'];
  const parts = [
    mixed(properties['mixedcondition']),
    rows(properties['fieldcondition'], 'Document'),
    rows(properties['propertyvariablecondition'], 'Variable'),
    inline(code),
  ];
  return parts.filter(Boolean).join(' && ');
}

const unitLetters: Readonly<Record<string, readonly [string, string]>> = {
  s: ['PT', 'S'],
  m: ['PT', 'M'],
  h: ['PT', 'H'],
  d: ['P', 'D'],
};

/** `3`, `d` as `P3D`; what is computed when the process runs stays in its own words; undefined when there is none. */
export function durationOf(activity: Activity): string | undefined {
  const amount = property(activity, 'TimeoutDuration');
  if (amount === '' || amount === '0') return undefined;
  const [before, after] = unitLetters[property(activity, 'TimeoutDurationType') || 's'] ?? ['PT', 'S'];
  return /^\d+$/u.test(amount) ? `${before}${amount}${after}` : amount;
}
