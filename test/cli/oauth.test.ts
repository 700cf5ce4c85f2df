import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import type { Question } from '../../src/commands/ask.ts';
import { kinds } from '../../src/kinds/index.ts';
import { sampleApplication } from '../../src/portal/company/index.ts';
import { host } from '../export/local.ts';
import { User } from '../support/user.ts';

const { clientId, clientSecret } = sampleApplication;
const appKinds = kinds.filter(({ byApplication }) => byApplication === true).map(({ id }) => id);

/** Somebody with an application instead of a webhook, who lets it in as user 1 and pastes the address. */
function applicant(answer?: (state: string, user: User) => string): User {
  const user = new User();
  user.webhook = '';
  const code = (): string => user.portal.access.issueCode(clientId, 1, `https://${host}`);
  user.answer = ({ about }: Question): string => {
    if (about === 'clientId') return clientId;
    if (about === 'clientSecret') return clientSecret;
    const state = user.state();
    return answer === undefined ? `http://127.0.0.1:8924/?code=${code()}&state=${state}` : answer(state, user);
  };
  return user;
}

const fileOf = (user: User): string => readFileSync(join(user.folder, 'home', 'connections.json'), 'utf8');

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

function tokensIn(user: User): Tokens {
  const file = JSON.parse(fileOf(user)) as { connections: Record<string, { application: Tokens }> };
  const found = file.connections[host]?.application;
  if (found === undefined) throw new Error('no application is kept');
  return found;
}

async function archiveOf(user: User): Promise<Archive> {
  return Archive.open(user.archive, { kinds, portal: host, disk: nodeDisk, clock: user.clock, mode: 'read' });
}

describe('an application as the connection', () => {
  it('is let in, kept for its owner alone, and brings what only an application is given', async () => {
    const user = applicant();
    const connected = await user.types(`connect ${host} --oauth --oauth-port 0`);
    expect(connected.last).toMatchObject({ type: 'connection', portal: host, by: 'application', admin: true });
    if (process.platform !== 'win32') {
      expect(statSync(join(user.folder, 'home', 'connections.json')).mode & 0o077).toBe(0);
    }
    const first = tokensIn(user);
    await user.clock.sleep(2 * 3_600_000);
    const exported = await user.types(`export --kinds ${appKinds.join(',')} --json`);
    expect(exported.last).toMatchObject({ type: 'export', state: 'complete' });
    const archive = await archiveOf(user);
    const sizes = Object.fromEntries(appKinds.map((id) => [id, archive.size(id)]));
    const [document] = [...archive.records('signed-document')];
    const files = document === undefined ? [] : [...archive.files(document.key)];
    const pictures = [...archive.files()].filter(({ owner }) => owner.kind === 'app-storage-item');
    await archive.close();
    expect(new Set(pictures.map(({ slot }) => slot))).toEqual(new Set(['pictures', 'properties']));
    expect(pictures.every(({ blob, name }) => blob !== undefined && name.endsWith('.png'))).toBe(true);
    expect(sizes).toMatchObject({ 'app-storage': 2, 'app-storage-section': 4, 'app-options': 1, 'signed-document': 4 });
    expect(Object.values(sizes).every((size) => size > 0)).toBe(true);
    expect(files).toHaveLength(1);
    // The hour of the first token was over: a new pair came, and is what is kept.
    const second = tokensIn(user);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    const shown = user.everything.join('\n');
    for (const secret of [clientSecret, first.accessToken, first.refreshToken, second.accessToken]) {
      expect(shown).not.toContain(secret);
    }
  });

  it('takes up the pair that another process was given, and does not spend its own', async () => {
    const user = applicant();
    await user.types(`connect ${host} --oauth --oauth-port 0`);
    await user.clock.sleep(2 * 3_600_000);
    await Promise.all([user.types('doctor'), user.types('doctor'), user.types('doctor')]);
    await user.clock.sleep(2 * 3_600_000);
    expect((await user.types(`doctor --portal https://${host}/`)).code).toBeLessThan(4);
    expect((await user.types('inventory --kinds app-storage')).last).toMatchObject({ type: 'inventory' });
  });

  it('comes back through the browser too, to this computer alone', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise<void>((resolve) => probe.close(() => resolve()));
    const user = applicant();
    let page = '';
    const back = (state: string, code: string): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}/?${new URLSearchParams({ code, state }).toString()}`);
    user.pasted = async () => {
      const wrong = await back('f'.repeat(32), 'stolen-code-1');
      expect(wrong.status).toBe(400);
      const code = user.portal.access.issueCode(clientId, 1, `https://${host}`);
      page = await (await back(user.state(), code)).text();
    };
    const { last } = await user.types(`connect ${host} --oauth --oauth-port ${port}`);
    expect(last).toMatchObject({ type: 'connection', by: 'application' });
    expect(page).toContain('You can close this page');
    expect(page).not.toContain('code=');
  });

  it.each([
    ['a code of another question', () => 'http://127.0.0.1:8924/?code=abcdefgh&state=0', 'CONNECTION_NO_CODE'],
    ['nothing that is a code', () => 'no', 'CONNECTION_NO_CODE'],
    ['a code that the portal never gave', () => 'a1b2c3d4e5', 'CONNECTION_CODE_REFUSED'],
    ['a person who said no', () => 'http://127.0.0.1:8924/?error=access_denied', 'CONNECTION_CODE_REFUSED'],
  ])('keeps nothing after %s', async (_what, answer, code) => {
    const user = applicant(answer);
    const seen = await user.types(`connect ${host} --oauth --oauth-port 0`);
    expect(seen.last).toMatchObject({ code });
    expect(() => fileOf(user)).toThrow('ENOENT');
  });

  it('leaves what is an application’s out of an export by a webhook, without calling it incomplete', async () => {
    const user = new User();
    const inventory = await user.types('inventory --json');
    const listed = (inventory.last['kinds'] as readonly { readonly kind: string }[]).map(({ kind }) => kind);
    expect(listed.filter((kind) => appKinds.includes(kind))).toEqual([]);
  });
});
