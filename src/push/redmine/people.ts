import { z } from 'zod';

import type { Archive } from '../../archive/archive.ts';
import { textAt } from '../../kinds/fields.ts';
import type { Redmine } from './client.ts';

const userSchema = z.object({
  id: z.number(),
  login: z.string().default(''),
  mail: z.string().default(''),
  firstname: z.string().default(''),
  lastname: z.string().default(''),
});
export type RedmineUser = z.infer<typeof userSchema>;

/** Somebody of the archive, and who stands for them in Redmine. */
export interface RedminePerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly found: RedmineUser | undefined;
}

/**
 * Finds everybody by what was chosen (a number, a login or an e-mail of that Redmine), else by e-mail, else by login.
 * Nobody is made: a new account is a letter.
 */
export async function findRedminePeople(
  redmine: Redmine,
  archive: Archive,
  chosen: ReadonlyMap<string, string>,
): Promise<readonly RedminePerson[]> {
  const byWord = new Map<string, RedmineUser>();
  for await (const user of redmine.list('users.json?status=1', 'users', userSchema)) {
    for (const word of [String(user.id), user.login, user.mail]) {
      if (word !== '' && !byWord.has(word.toLowerCase())) byWord.set(word.toLowerCase(), user);
    }
  }
  return [...archive.records('user')].map(({ key, name, row }): RedminePerson => {
    const email = textAt(row, 'EMAIL').trim().toLowerCase();
    const login = textAt(row, 'LOGIN').trim().toLowerCase();
    const wanted = chosen.get(key.id)?.trim().toLowerCase() ?? '';
    const words = wanted === '' ? [email, login].filter((word) => Number.isNaN(Number(word))) : [wanted];
    return { id: key.id, name, email, found: words.map((word) => byWord.get(word)).find((user) => user !== undefined) };
  });
}
