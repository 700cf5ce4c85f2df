import type { Row } from '../frame.ts';
import { bucket } from './bucket.ts';
import { contacts } from './contacts.ts';
import { disk } from './disk.ts';
import { blobs, files } from './files.ts';
import { delta, ingest } from './ingest.ts';
import { parents, together } from './kinds.ts';
import { pages, search } from './look.ts';
import { memory } from './memory.ts';
import { pacing } from './pacing.ts';
import { moving, operating } from './people.ts';
import { portal, start } from './program.ts';
import { removal } from './removal.ts';
import { resume } from './resume.ts';
import { find, scroll, ui } from './web.ts';

/** In the order in which they run: what is made for one serves the next. */
export const rows: readonly Row[] = [
  contacts,
  bucket,
  ingest,
  operating,
  moving,
  together,
  parents,
  pacing,
  delta,
  resume,
  disk,
  search,
  pages,
  ui,
  find,
  scroll,
  removal,
  memory,
  files,
  blobs,
  portal,
  start,
];
