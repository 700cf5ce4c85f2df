import { isArray, type PhpValue, Unknown } from './value.ts';

/** A scalar as PHP writes it into a text; undefined for what has no text. */
export function toText(value: PhpValue): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '';
  return value === null ? '' : undefined;
}

/** Whether PHP takes a value for true; undefined where nobody can know. */
export function truthy(value: PhpValue): boolean | undefined {
  if (value instanceof Unknown) return undefined;
  if (isArray(value)) return value.size > 0;
  return value !== null && value !== false && value !== 0 && value !== '' && value !== '0';
}

/** A comparison, where both sides are known and of one type: PHP's juggling between types is not guessed at. */
export function compare(operator: string, left: PhpValue, right: PhpValue): boolean | undefined {
  if (left instanceof Unknown || right instanceof Unknown || isArray(left) || isArray(right)) return undefined;
  switch (operator) {
    case '===':
      return left === right;
    case '!==':
      return left !== right;
    default:
  }
  if (typeof left !== typeof right) return undefined;
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    default:
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    default:
      return undefined;
  }
}

export function arithmetic(operator: string, left: PhpValue, right: PhpValue): number | undefined {
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : left / right;
    case '%':
      return right === 0 ? undefined : Math.trunc(left) % Math.trunc(right);
    case '|':
      return left | right;
    case '&':
      return left & right;
    default:
      return undefined;
  }
}
