import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, it, onTestFinished } from 'vitest';

import type { JsonObject } from '../../src/base/json.ts';
import { chatsHtml } from '../../src/formats/chats/html.ts';
import { mattermost } from '../../src/formats/chats/mattermost.ts';
import { slack } from '../../src/formats/chats/slack.ts';
import { mail } from '../../src/formats/mail/index.ts';
import { pages } from '../../src/formats/pages/pages.ts';
import { processes } from '../../src/formats/processes/index.ts';
import { processTemplates } from '../../src/portal/company/templates.ts';
import { describeWith, peer } from '../support/needs.ts';
import { launch } from '../ui/support/app.ts';
import { archiveOf, written } from './support.ts';

const user = { ID: '7', NAME: 'Мария', LAST_NAME: '<script>alert(1)</script>', ACTIVE: true };
const read = (folder: string, ...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');

const hostile = '[B]Ромашка[/B] <img src=x onerror=alert(1)> [url=javascript:alert(2)]тут[/url] [USER=7][/USER]';

const message = (id: number, text: string, more: JsonObject = {}): JsonObject => ({
  id,
  chat_id: 12,
  author_id: 7,
  date: `2026-03-04T09:0${id}:00+03:00`,
  text,
  params: [],
  ...more,
});

async function chatArchive() {
  return archiveOf(
    {
      user: [user],
      chat: [{ id: 'chat12', title: '../Продажи <b>', type: 'chat' }],
      'chat-message': [message(3, 'последнее [DISK=55]'), message(2, hostile), message(1, 'первое', { author_id: 0 })],
    },
    [
      { kind: 'chat-message', id: '3', name: 'Договор №1.pdf', bytes: 'pdf', slot: 'files', fileId: '55' },
      { kind: 'chat-message', id: '2', name: 'нет.png', slot: 'files', fileId: '56' },
    ],
    (kind) => (kind === 'chat-message' ? { kind: 'chat', id: 'chat12' } : undefined),
  );
}

describe('chats as pages', () => {
  it('are in order of time, with their files beside them, and name what is missing', async () => {
    const { folder, losses } = await written(chatsHtml, await chatArchive());
    const name = readdirSync(folder).find((one) => one.endsWith('].html')) ?? '';
    const page = read(folder, name);
    expect([...page.matchAll(/<article id="m(\d)"/gu)].map(([, id]) => id)).toEqual(['1', '2', '3']);
    const link = /href="\.\/([^"]+pdf)"/u.exec(page)?.[1] ?? '';
    expect(read(folder, ...link.split('/').map(decodeURIComponent))).toBe('pdf');
    expect(losses.list.find(({ what }) => what.en.startsWith('The file'))?.examples).toEqual([
      { kind: 'chat-message', id: '2' },
    ]);
    expect(read(folder, 'index.html')).toContain('3 сообщений');
  });

  it('run nothing that a message, a title or a name holds', async () => {
    const { folder } = await written(chatsHtml, await chatArchive());
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.html') && one !== 'search.html')) {
      const page = read(folder, name);
      expect(/<script|<img src=x|href="javascript/iu.exec(page)?.[0]).toBeUndefined();
      expect(page).toContain("default-src 'none'");
    }
  });
});

describeWith('browser', 'the page that searches all chats', (program) => {
  it('finds a message by parts of words, offline, and leads to it', { timeout: 60_000 }, async () => {
    const { folder } = await written(chatsHtml, await chatArchive());
    const browser = await launch(program);
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ offline: true });
    const said: string[] = [];
    page.on('dialog', (dialog) => {
      said.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(pathToFileURL(join(folder, 'search.html')).href);
    await page.getByRole('searchbox').fill('ромаш МАРИЯ');
    await page.getByText('<img src=x').waitFor();
    expect(await page.getByRole('status').textContent()).toBe('1');
    await page.getByRole('searchbox').fill('договор');
    await page.getByRole('link', { name: '2026-03-04 09:03' }).click();
    await page.locator('#m3').waitFor();
    expect(decodeURIComponent(page.url())).toContain('.html#m3');
    expect(said).toEqual([]);
  });
});

describe('chats laid out as a Slack export', () => {
  it('keep people, times in order, texts and files where importers look', async () => {
    const { folder } = await written(slack, await chatArchive());
    const json = (...path: string[]): unknown => JSON.parse(read(folder, ...path));
    const users = json('users.json') as readonly {
      readonly id: string;
      readonly profile: { readonly first_name: string };
    }[];
    expect(users.map(({ id, profile }) => [id, profile.first_name])).toEqual([['U7', 'Мария']]);
    const [channel] = json('channels.json') as readonly unknown[];
    expect(channel).toMatchObject({ name: 'b24-chat12', members: ['U7'], purpose: { value: '../Продажи <b>' } });
    const messages = json('b24-chat12', '2026-03-04.json') as readonly {
      readonly user: string;
      readonly text: string;
      readonly ts: string;
      readonly files?: readonly { readonly path: string }[];
    }[];
    expect(messages.map(({ user }) => user)).toEqual(['USLACKBOT', 'U7', 'U7']);
    const stamps = messages.map(({ ts }) => ts);
    for (const ts of stamps) expect(ts).toMatch(/^\d{10}\.\d{6}$/u);
    expect(new Set(stamps).size).toBe(3);
    expect(stamps.toSorted()).toEqual(stamps);
    expect(messages[1]?.text).toContain('&lt;img src=x');
    for (const { path } of messages[2]?.files ?? []) expect(read(folder, path)).toBe('pdf');
    expect(messages[2]?.files).toHaveLength(1);
  });

  it('give two messages of one moment two names', async () => {
    const at = '2026-03-04T09:00:00+03:00';
    const same = [1, 2, 3].map((id) => message(id, `№ ${id}`, { date: at }));
    const archive = await archiveOf(
      { chat: [{ id: 'chat12', title: 'Чат', type: 'chat' }], 'chat-message': same },
      [],
      (kind) => (kind === 'chat-message' ? { kind: 'chat', id: 'chat12' } : undefined),
    );
    const { folder } = await written(slack, archive);
    const messages = JSON.parse(read(folder, 'b24-chat12', '2026-03-04.json')) as readonly { readonly ts: string }[];
    expect(messages.map(({ ts }) => ts.slice(-6))).toEqual(
      ['000000', '000001', '000002'].map((_, at_) => `00000${at_}`),
    );
  });
});

interface ImportLine {
  readonly type: string;
  readonly channel?: { readonly name: string; readonly display_name: string };
  readonly user?: { readonly username: string; readonly email: string };
  readonly post?: {
    readonly user: string;
    readonly channel: string;
    readonly message: string;
    readonly create_at: number;
    readonly attachments?: readonly { readonly path: string }[];
  };
}

describe('chats as a bulk import of Mattermost', () => {
  it('follow the rules of its importer: order, names, known people, times that differ, files that are there', async () => {
    const { folder } = await written(mattermost, await chatArchive());
    const lines = read(folder, 'import.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ImportLine);
    const order = ['version', 'team', 'channel', 'user', 'post'];
    const types = lines.map(({ type }) => order.indexOf(type));
    expect(types).toEqual(types.toSorted((one, other) => one - other));
    const channels = lines.flatMap(({ channel }) => channel ?? []);
    for (const { name, display_name } of channels) {
      expect(name).toMatch(/^[a-z0-9][a-z0-9-]{1,63}$/u);
      expect(Array.from(display_name).length).toBeLessThanOrEqual(64);
    }
    const people = new Set(lines.flatMap(({ user }) => user?.username ?? []));
    const posts = lines.flatMap(({ post }) => post ?? []);
    expect(posts).toHaveLength(3);
    for (const post of posts) {
      expect(people).toContain(post.user);
      expect(channels.map(({ name }) => name)).toContain(post.channel);
    }
    expect(new Set(posts.map(({ create_at }) => create_at)).size).toBe(3);
    expect(posts[1]?.message).toContain('**Ромашка**');
    for (const { path } of posts[2]?.attachments ?? []) expect(read(folder, 'data', path)).toBe('pdf');
    expect(posts[2]?.attachments).toHaveLength(1);
  });
});

describe('the Feed and knowledge bases as Markdown', () => {
  it('keep texts, files and the tree of documents', async () => {
    const archive = await archiveOf(
      {
        user: [user],
        'feed-post': [
          {
            ID: '5',
            TITLE: 'Новости #1',
            DETAIL_TEXT: '[B]Привет[/B] [DISK FILE ID=n9]',
            AUTHOR_ID: '7',
            DATE_PUBLISH: '2026-01-02T10:00:00+03:00',
            FILES: ['9'],
          },
        ],
        'note-collection': [{ id: 1, name: 'Правила' }],
        'note-document': [
          { id: 11, title: 'Отпуск', collectionId: 1, parentId: null, markdown: '**Как взять**' },
          { id: 12, title: 'Больничный', collectionId: 1, parentId: 11, markdown: '![x](y)' },
        ],
      },
      [{ kind: 'feed-post', id: '5', name: 'a b.txt', bytes: 'текст', slot: 'files', fileId: '9' }],
    );
    const { folder, losses } = await written(pages, archive);
    const [file = ''] = readdirSync(join(folder, 'feed', '2026')).filter((one) => one.endsWith('.md'));
    expect(read(folder, 'feed', '2026', file)).toContain('**Привет**');
    expect(read(folder, 'feed', '2026', file)).toContain('(./files/a%20b.txt)');
    expect(read(folder, 'feed', '2026', 'files', 'a b.txt')).toBe('текст');
    expect(read(folder, 'notes', 'Правила', 'Отпуск.md')).toContain('**Как взять**');
    expect(read(folder, 'notes', 'Правила', 'Отпуск', 'Больничный.md')).toContain('![x](y)');
    expect(losses.list.some(({ examples }) => examples.some(({ id }) => id === '12'))).toBe(true);
  });
});

describe('pages of sites and old knowledge bases as Markdown', () => {
  it('keep the words of every block, a folder for each site', async () => {
    const archive = await archiveOf(
      {
        site: [{ ID: '1', TYPE: 'KNOWLEDGE', TITLE: 'База знаний' }],
        page: [{ ID: '10', TITLE: 'Отпуск: как взять?' }],
        'page-block': [
          {
            id: 100,
            content: '<h2>Как <b>взять</b></h2><p>Напишите&nbsp;<a href="https://x.example/a?b=1">сюда</a></p>',
          },
          { id: 101, content: '<script>alert(1)</script><ul><li>раз</li><li>два</li></ul>' },
        ],
      },
      [],
      (kind) =>
        kind === 'page'
          ? { kind: 'site', id: 'KNOWLEDGE:1' }
          : kind === 'page-block'
            ? { kind: 'page', id: ':10' }
            : undefined,
    );
    const { folder } = await written(pages, archive);
    const [name = ''] = readdirSync(join(folder, 'sites', 'База знаний'));
    const text = read(folder, 'sites', 'База знаний', name);
    expect(text).toContain('## Как **взять**');
    expect(text).toContain('[сюда](<https://x.example/a?b=1>)');
    expect(text).toContain('- раз\n- два');
    expect(text).not.toContain('alert');
  });
});

describe('mail as files', () => {
  it('has one .eml each and an mbox for the mailbox, and says what REST kept back', async () => {
    const row = {
      mailboxId: 1,
      subject: 'Счёт',
      from: 'a@b.example',
      to: 'c@d.example',
      date: '2026-05-25T10:00:00+03:00',
    };
    const archive = await archiveOf(
      {
        mailbox: [{ id: 1, name: 'info@acme.example', email: 'info@acme.example' }],
        'mail-message': [
          { ...row, id: 15, body: 'Раз', hasAttachments: true },
          { ...row, id: 16, body: 'Два' },
        ],
      },
      [],
      (kind) => (kind === 'mail-message' ? { kind: 'mailbox', id: '1' } : undefined),
    );
    const { folder, losses } = await written(mail, archive);
    expect(readdirSync(join(folder, 'info@acme.example')).toSorted()).toEqual(['15.eml', '16.eml']);
    expect(
      read(folder, 'info@acme.example.mbox').match(/^From a@b\.example Mon May 25 07:00:00 2026$/gmu),
    ).toHaveLength(2);
    expect(losses.list.find(({ count }) => count > 0)?.examples).toEqual([{ kind: 'mail-message', id: '15' }]);
  });
});

describeWith('notmuch', 'notmuch', (notmuch) => {
  it('indexes the letters of the CRM, finds their words and takes their files out', async () => {
    const archive = await archiveOf(
      {
        user: [{ ID: '3', NAME: 'Анна', LAST_NAME: 'Ёлкина', EMAIL: 'anna@acme.example' }],
        activity: [
          {
            ID: '70',
            TYPE_ID: '4',
            DIRECTION: '2',
            SUBJECT: 'Счёт 🚀 за май',
            DESCRIPTION: '[B]Добрый день[/B], Москва ждёт',
            DESCRIPTION_TYPE: '2',
            START_TIME: '2026-05-25T10:00:00+03:00',
            RESPONSIBLE_ID: '3',
            COMMUNICATIONS: [{ TYPE: 'EMAIL', VALUE: 'ivan@romashka.example' }],
          },
          { ID: '71', TYPE_ID: '2', SUBJECT: 'Звонок' },
        ],
      },
      [{ kind: 'activity', id: '70', name: 'Смета №1.txt', slot: 'files', fileId: '9', bytes: 'итого' }],
    );
    const { folder } = await written(mail, archive);
    expect(readdirSync(join(folder, 'CRM'))).toEqual(['70.eml']);
    const config = join(folder, '.notmuch-config');
    writeFileSync(
      config,
      `[database]\npath=${folder}\n[user]\nname=x\nprimary_email=x@x.example\n[new]\nignore=CRM.mbox;LOSSES.md;.notmuch-config\n`,
    );
    const ask = (...words: readonly string[]): string =>
      peer(notmuch, words, { env: { ...process.env, NOTMUCH_CONFIG: config, HOME: folder } });
    ask('new', '--quiet');
    expect(ask('count', '*').trim()).toBe('1');
    expect(ask('search', 'Москва')).toContain('Счёт 🚀 за май');
    expect(ask('search', '--output=files', 'to:ivan@romashka.example', 'and', 'from:anna@acme.example')).toContain(
      '70.eml',
    );
    expect(ask('show', '--part=3', 'Москва')).toBe('итого');
    const again = await written(mail, archive);
    expect(read(again.folder, 'CRM', '70.eml')).toBe(read(folder, 'CRM', '70.eml'));
    expect(read(folder, 'CRM.mbox')).toMatch(/^From anna@acme\.example Mon May 25/u);
  });
});

describe('business processes as files', () => {
  it('are a diagram, a .bpt and an outline each, and name actions that BPMN does not know', async () => {
    const rows = processTemplates.map(({ id, name, tree }) => ({ ID: String(id), NAME: name, TEMPLATE: [tree] }));
    const { folder, losses } = await written(processes, await archiveOf({ 'bp-template': rows }));
    const names = readdirSync(folder);
    for (const ending of ['.bpmn', '.bpt', '.md']) {
      expect(names.filter((name) => name.endsWith(ending))).toHaveLength(rows.length);
    }
    const outlines = names
      .filter((name) => name.endsWith('.md') && name !== 'LOSSES.md')
      .map((name) => read(folder, name));
    expect(outlines.join('\n')).toContain('- **Больше 100 000** — IfElseBranchActivity');
    expect(losses.list.find(({ what }) => what.en.includes('OurOwnActivity'))?.count).toBe(2);
  });
});
