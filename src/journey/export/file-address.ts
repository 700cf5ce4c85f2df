import type { RecordKey } from '../../archive/types.ts';
import { SCRUBBED } from '../../archive/scrub.ts';
import type { Json } from '../../base/json.ts';
import type { Outcome, Portal } from '../../bitrix24/port.ts';
import type { AskFurther, FileHint, FileSource, FreshFile, Kind, RecordLike } from '../../kinds/kind.ts';
import { withSignal } from './context.ts';
import { lookRows } from './look-rows.ts';
import { type ReasonCode, stopsEverything } from './reasons.ts';

/** A file that a record speaks of and the archive does not hold yet. */
export interface WantedFile {
  readonly owner: RecordKey;
  readonly record: RecordLike;
  readonly kind: Kind;
  readonly source: FileSource;
  readonly hint: FileHint;
}

/** A file with an address of now, or why there is none. */
type Addressed =
  | { readonly is: 'found'; readonly file: WantedFile }
  | { readonly is: 'missing'; readonly file: WantedFile; readonly code: ReasonCode; readonly words: string };

/** An address with a struck-out secret leads nowhere. */
export function isUsable(url: string | undefined): url is string {
  return url !== undefined && url !== '' && !url.includes(SCRUBBED);
}

/** Whether an address is of the portal's REST, whose links live for an hour at most. */
export function isOfRest(url: string | undefined): boolean {
  return url?.includes('/rest/') === true;
}

/** Asks for addresses in the way that the files' sources declare, 50 a request. Files without such a way are left out. */
export async function askAddresses(
  portal: Portal,
  files: readonly WantedFile[],
  signal: AbortSignal | undefined,
): Promise<readonly Addressed[]> {
  const asked = files.flatMap((file) => {
    const { refresh } = file.source;
    return refresh === undefined ? [] : [{ file, refresh, call: refresh.call(file.record, file.hint) }];
  });
  if (asked.length === 0) return [];
  const outcomes = await portal.batch(
    asked.map(({ call }) => call),
    withSignal(signal),
  );
  const answers = asked.map(({ file, refresh }, index) => answerOf(file, outcomes[index], refresh.read));
  const further = answers.filter((answer) => answer.is === 'further');
  if (further.length === 0) return answers.filter((answer) => answer.is !== 'further');
  const more = await portal.batch(
    further.map(({ ask }) => ask.call),
    withSignal(signal),
  );
  const found = new Map(further.map((each, index) => [each, answerOf(each.file, more[index], each.ask.read)]));
  return answers
    .map((answer) => (answer.is === 'further' ? (found.get(answer) ?? answer) : answer))
    .filter(isAddressed);
}

type Answered = Addressed | { readonly is: 'further'; readonly file: WantedFile; readonly ask: AskFurther };

function isAddressed(answer: Answered): answer is Addressed {
  return answer.is !== 'further';
}

function answerOf(
  file: WantedFile,
  outcome: Outcome | undefined,
  read: (result: Json, hint: FileHint) => FreshFile | AskFurther | undefined,
): Answered {
  if (outcome?.is === 'answered') {
    const fresh = read(outcome.answer.result, file.hint);
    if (fresh === undefined) return { is: 'missing', file, code: 'EXPORT_FILE_GONE', words: '' };
    if ('call' in fresh) return { is: 'further', file, ask: fresh };
    return { is: 'found', file: { ...file, hint: { ...file.hint, ...fresh } } };
  }
  const error = outcome?.error;
  if (error !== undefined && stopsEverything(error)) throw error;
  const code = error?.kind === 'notFound' ? 'EXPORT_FILE_GONE' : 'EXPORT_FILE_REFUSED';
  return { is: 'missing', file, code, words: error?.message ?? '' };
}

/**
 * The address of one file right now: asked for, or read from its record looked at once more. undefined when there is no
 * other than the one it has.
 */
export async function freshAddress(
  portal: Portal,
  file: WantedFile,
  signal: AbortSignal | undefined,
): Promise<Addressed | undefined> {
  if (file.source.refresh !== undefined) return (await askAddresses(portal, [file], signal))[0];
  if (!isOfRest(file.hint.url)) return undefined;
  const { rows } = await lookRows(portal, file.kind, [file.record], signal);
  const row = rows.get(file.record.id);
  const hint =
    row === undefined
      ? undefined
      : file.source.files(row, portal.address).find(({ fileId }) => fileId === file.hint.fileId);
  return hint === undefined || hint.url === file.hint.url ? undefined : { is: 'found', file: { ...file, hint } };
}
