import type { Archive } from '../../archive/archive.ts';
import type { World } from '../../formats/importers/world.ts';
import type { Losses } from '../../formats/losses.ts';
import type { Strays } from '../report.ts';
import type { Redmine } from './client.ts';
import type { RedmineUser } from './people.ts';

/** What all of one push works with. */
export interface Work {
  readonly redmine: Redmine;
  readonly archive: Archive;
  readonly world: World;
  /** Who stands there for whom, by the number in the archive. */
  readonly people: ReadonlyMap<string, RedmineUser>;
  readonly losses: Losses;
  readonly strays: Strays;
}
