import { Bye24Error } from '../base/error.ts';

export type ArchiveErrorCode =
  | 'ARCHIVE_ABSENT' // no archive in this folder
  | 'ARCHIVE_EXISTS' // something is here already
  | 'ARCHIVE_LOCKED' // another process writes
  | 'ARCHIVE_FOREIGN' // of another portal
  | 'ARCHIVE_DAMAGED' // its own index or raw answers can't be read
  | 'ARCHIVE_READ_ONLY' // asked to write an archive that was opened to read
  | 'ARCHIVE_NEWER' // written by a later bye24
  | 'ARCHIVE_OLDER' // written by an earlier bye24, with other tables
  | 'ARCHIVE_UNSEALED' // a seal was asked for, and there is none
  | 'ARCHIVE_NO_RUN' // something to keep, and no run begun
  | 'ARCHIVE_CHANGED' // written to after it was verified
  | 'ARCHIVE_BUSY' // a run has not been finished
  | 'ARCHIVE_UNKNOWN_KIND' // a record of a kind that nobody declared
  | 'ARCHIVE_ROW_WITHOUT_ID' // a page names a record by nothing
  | 'ARCHIVE_BAD_PAGE' // a page names a row that its own answer does not hold
  | 'ARCHIVE_BAD_BLOB'; // a file's bytes are not what they were said to be

/** What can go wrong with an archive. Nothing that was durable is lost by any of them. */
export class ArchiveError extends Bye24Error {
  constructor(
    code: ArchiveErrorCode,
    detail: Readonly<Record<string, string | number>> = {},
    options: { readonly cause?: unknown } = {},
  ) {
    super(code, detail, options);
  }
}
