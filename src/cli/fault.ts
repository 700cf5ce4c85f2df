import { Bye24Error } from '../base/error.ts';

const refusals = new Set(['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL', 'EMFILE']);

function isAbort(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === 'AbortError' || (error as NodeJS.ErrnoException).code === 'ABORT_ERR')
  );
}

/**
 * Any failure as one of ours: a full disk, a refusing file system and a cancelled run have words of their own. `folder`
 * is where the command worked.
 */
export function asFault(error: unknown, cancelled: boolean, folder = ''): Bye24Error {
  if (error instanceof Bye24Error) return error;
  if (cancelled && isAbort(error)) return new Bye24Error('CANCELLED', {}, { cause: error });
  const { code = '', path = '', message = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code === 'ENOSPC' || code === 'EDQUOT' || /database or disk is full/u.test(message)) {
    // The database does not say which file: where the command works must do.
    return new Bye24Error('DISK_FULL', { path: path === '' ? folder : path }, { cause: error });
  }
  if (refusals.has(code)) return new Bye24Error('DISK_REFUSED', { path, reason: code }, { cause: error });
  return new Bye24Error('UNEXPECTED', { reason: message === '' ? String(error) : message }, { cause: error });
}
