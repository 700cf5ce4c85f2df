import type { Clock } from '../base/clock.ts';
import type { Disk } from '../base/disk.ts';
import type { Random } from '../base/random.ts';
import type { Language } from '../base/text.ts';
import type { Bucket } from '../bitrix24/bucket.ts';
import type { Transport } from '../bitrix24/port.ts';
import type { Watch } from '../journey/types.ts';
import type { Ask } from './ask.ts';
import type { Notice } from './notice.ts';

/** Everything that a command may reach: its ports. The terminal makes one, the web server another, tests a third. */
export interface Context {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly random: Random;
  readonly language: Language;
  /** What relative paths start from. */
  readonly folder: string;
  /** The user's own folder for settings; connections are kept there. */
  readonly settingsFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How requests leave; undefined for the real network. */
  readonly transport?: Transport;
  /** How fast requests may leave; `none` for a portal of our own without limits, the cloud's pace otherwise. */
  readonly bucket?: Bucket | 'none';
  readonly ask: Ask;
  readonly watch: Watch;
  readonly tell: (notice: Notice) => void;
  /** Aborted by the first Ctrl-C: finish what is in flight, then stop. */
  readonly signal: AbortSignal;
}

/** How a command ends when it does not fail. `partial`: something that the result names is missing. `bad`: it found damage. */
export interface Done<Result extends { readonly type: string }> {
  readonly result: Result;
  readonly ending: 'whole' | 'partial' | 'bad';
}
