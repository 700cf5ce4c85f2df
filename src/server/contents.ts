import { z } from 'zod';

import { exitFilesOf } from '../commands/archives.ts';
import { planWorkbook, proofFile, proofZip } from '../commands/exit-files.ts';
import { workPattern } from '../commands/exit-view.ts';
import type { Shelf } from './archive-routes.ts';
import type { Content } from './content.ts';
import type { World } from './world.ts';

const work = z.string().regex(workPattern).optional();
const language = z.enum(['ru', 'en']);

/** What an address on the content origin stands for. Only this server makes such addresses, and it signs them. */
const keySchema = z.discriminatedUnion('is', [
  /** A file of an archived record. */
  z.object({
    is: z.literal('file'),
    archive: z.string(),
    kind: z.string(),
    id: z.string(),
    slot: z.string(),
    fileId: z.string(),
  }),
  /** A folder of the drive, or a storage, as a ZIP. */
  z.object({ is: z.literal('drive'), archive: z.string(), kind: z.string(), id: z.string(), language }),
  z.object({ is: z.literal('proof'), archive: z.string(), work, name: z.string() }),
  z.object({ is: z.literal('proofZip'), archive: z.string(), work, portal: z.string() }),
  /** The plan as a workbook. */
  z.object({ is: z.literal('plan'), archive: z.string(), work, language }),
]);

export type ContentKey = z.infer<typeof keySchema>;

/** Makes an address of archived bytes. */
export type Link = (key: ContentKey) => string;

/** The bytes that an address stands for; undefined when they are not there. */
export async function findContent(world: World, shelf: Shelf, text: string): Promise<Content | undefined> {
  const parsed = keySchema.safeParse(JSON.parse(text));
  if (!parsed.success) return undefined;
  const key = parsed.data;
  const context = world.surroundings();
  switch (key.is) {
    case 'file':
      return (await shelf.library(key.archive)).file({ kind: key.kind, id: key.id }, key.slot, key.fileId);
    case 'drive':
      return (await shelf.library(key.archive)).driveZip({ kind: key.kind, id: key.id }, key.language);
    case 'proof':
      return proofFile(context, exitFilesOf(key.archive, key.work), key.name);
    case 'proofZip':
      return proofZip(context, exitFilesOf(key.archive, key.work), key.portal);
    case 'plan':
      return planWorkbook({ ...context, language: key.language }, exitFilesOf(key.archive, key.work));
    default:
      return key satisfies never;
  }
}
