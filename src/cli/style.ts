/** Colour and weight for a terminal; plain text where there is none. Never the only carrier of a meaning. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly red: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const paint =
  (open: number, close: number) =>
  (text: string): string =>
    text === '' ? '' : `\u001b[${open}m${text}\u001b[${close}m`;

const painted: Style = {
  bold: paint(1, 22),
  dim: paint(2, 22),
  green: paint(32, 39),
  yellow: paint(33, 39),
  red: paint(31, 39),
  cyan: paint(36, 39),
};

const same = (text: string): string => text;
const plain: Style = { bold: same, dim: same, green: same, yellow: same, red: same, cyan: same };

/** NO_COLOR and TERM=dumb switch it off, FORCE_COLOR on; otherwise a terminal has it and a pipe has not. */
export function styleFor(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): Style {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if ((NO_COLOR ?? '') !== '' || TERM === 'dumb') return plain;
  if ((FORCE_COLOR ?? '') !== '' && FORCE_COLOR !== '0') return painted;
  return isTerminal ? painted : plain;
}
