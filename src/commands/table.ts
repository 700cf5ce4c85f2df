import type { Texts } from '../texts/catalogue.ts';
import type { Parameters } from './parameter.ts';
import { here } from './table-here.ts';

export type CommandName = keyof Texts['commands'];
export type CommandGroup = keyof Texts['help']['groups'];

/** A command as data: what the command line, the web API, shell completion and the docs are made from. */
export interface Declaration<P extends Parameters = Parameters> {
  /** As typed: `portal serve` is ['portal', 'serve']. */
  readonly words: readonly string[];
  readonly group: CommandGroup;
  readonly parameters: P;
  /** Lines that a person can paste. */
  readonly examples: readonly string[];
}

const portal = { type: 'text', placeholder: 'ADDRESS' } as const;
const archive = { type: 'text', placeholder: 'DIR' } as const;
const kinds = { type: 'list', placeholder: 'KIND,…' } as const;

/** Every command of bye24, in the order of the journey. The texts are in src/texts; what each does is in runs.ts. */
export const commands = {
  demo: {
    words: ['demo'],
    group: 'try',
    parameters: {
      size: { type: 'count', placeholder: 'N', min: 1, max: 100_000_000 },
      seed: { type: 'count', placeholder: 'N' },
      data: { type: 'text', placeholder: 'FILE' },
      dir: { type: 'text', placeholder: 'DIR' },
    },
    examples: ['bye24 demo', 'bye24 demo --size 100k', 'bye24 demo --json | tail -n 1'],
  },
  connect: {
    words: ['connect'],
    group: 'home',
    parameters: {
      portal: { type: 'text', placeholder: 'ADDRESS', at: 0 },
      webhookFd: { type: 'count', placeholder: 'N', min: 0 },
      oauth: { type: 'flag' },
      oauthFd: { type: 'count', placeholder: 'N', min: 0 },
      oauthPort: { type: 'count', placeholder: 'N', min: 0, max: 65_535 },
    },
    examples: [
      'bye24 connect',
      'bye24 connect --webhook-fd 3 3< webhook.txt',
      'bye24 connect acme.bitrix24.ru --oauth',
    ],
  },
  doctor: {
    words: ['doctor'],
    group: 'home',
    parameters: { portal },
    examples: ['bye24 doctor'],
  },
  inventory: {
    words: ['inventory'],
    group: 'home',
    parameters: { portal, kinds },
    examples: ['bye24 inventory'],
  },
  export: {
    words: ['export'],
    group: 'home',
    parameters: {
      portal,
      archive,
      kinds,
      without: { ...kinds },
      withoutFiles: { type: 'flag' },
      withoutTeam: { type: 'flag' },
    },
    examples: [
      'bye24 export',
      'bye24 export --archive ~/acme --kinds deal,contact',
      'bye24 export --without timeline-note,log-message',
    ],
  },
  team: {
    words: ['team'],
    group: 'home',
    parameters: {
      do: { type: 'choice', of: ['status', 'invite', 'add', 'forget'], at: 0 },
      who: { type: 'list', placeholder: 'WHO,…' },
      out: { type: 'text', placeholder: 'DIR' },
      webhookFd: { type: 'count', placeholder: 'N', min: 0 },
      portal,
      archive,
    },
    examples: ['bye24 team', 'bye24 team invite', 'bye24 team add --who 7 --webhook-fd 3 3< webhook.txt'],
  },
  verify: {
    words: ['verify'],
    group: 'home',
    parameters: {
      archive,
      againstPortal: { type: 'flag' },
      portal,
      sample: { type: 'percent', placeholder: 'N%' },
    },
    examples: ['bye24 verify', 'bye24 verify --against-portal --sample 5%'],
  },
  seal: {
    words: ['seal'],
    group: 'home',
    parameters: { archive },
    examples: ['bye24 seal'],
  },
  open: {
    words: ['open'],
    group: 'read',
    parameters: {
      kind: { type: 'text', placeholder: 'KIND', at: 0 },
      id: { type: 'text', placeholder: 'ID', at: 1 },
      archive,
      limit: { type: 'count', placeholder: 'N', min: 1, max: 10_000 },
      offset: { type: 'count', placeholder: 'N', min: 0 },
    },
    examples: ['bye24 open', 'bye24 open deal', 'bye24 open deal 42'],
  },
  search: {
    words: ['search'],
    group: 'read',
    parameters: {
      text: { type: 'list', placeholder: 'WORDS', words: true, whole: true },
      archive,
      kinds,
      limit: { type: 'count', placeholder: 'N', min: 1, max: 10_000 },
    },
    examples: ['bye24 search ромашка', 'bye24 search "+7 495 123-45-67" --kinds contact,company'],
  },
  ui: {
    words: ['ui'],
    group: 'read',
    parameters: {
      archive,
      port: { type: 'count', placeholder: 'N', min: 0, max: 65_535 },
      noOpen: { type: 'flag' },
    },
    examples: ['bye24 ui', 'bye24 ui --no-open --json'],
  },
  guide: {
    words: ['guide'],
    group: 'read',
    parameters: {
      topic: {
        type: 'choice',
        of: ['order', 'profile', 'app', 'drive', 'data', 'cache', 'portal', 'bins', 'backups', 'people', 'phone'],
        at: 0,
      },
    },
    examples: ['bye24 guide', 'bye24 guide profile', 'bye24 guide bins --lang ru'],
  },
  convert: {
    words: ['convert'],
    group: 'read',
    parameters: {
      archive,
      to: { type: 'list', placeholder: 'FORMAT,…' },
      list: { type: 'flag' },
      into: { type: 'text', placeholder: 'DIR' },
      replace: { type: 'flag' },
    },
    examples: ['bye24 convert --list', 'bye24 convert --to xlsx,csv', 'bye24 convert --to espocrm --replace'],
  },
  pack: {
    words: ['pack'],
    group: 'read',
    parameters: {
      archive,
      as: { type: 'choice', of: ['tar', 'zip'] },
      to: { type: 'text', placeholder: 'FILE' },
      recipient: { type: 'list', placeholder: 'AGE-KEY,…' },
    },
    examples: ['bye24 pack', 'bye24 pack --as zip', 'bye24 pack --recipient age1… --to acme.tar.age'],
  },
  move: {
    words: ['move'],
    group: 'read',
    parameters: {
      do: { type: 'choice', of: ['plan', 'run', 'check'], at: 0 },
      portal,
      archive,
      kinds,
      planSha256: { type: 'text', placeholder: 'HEX' },
    },
    examples: ['bye24 move --portal new.bitrix24.ru', 'bye24 move run --portal new.bitrix24.ru'],
  },
  push: {
    words: ['push'],
    group: 'read',
    parameters: {
      where: { type: 'choice', of: ['carddav', 'caldav', 'webdav', 'redmine'], at: 0, required: true },
      url: { type: 'text', placeholder: 'URL', required: true },
      user: { type: 'text', placeholder: 'NAME' },
      passwordFd: { type: 'count', placeholder: 'N', min: 0 },
      archive,
    },
    examples: [
      'bye24 push carddav --url https://cloud.acme.ru/remote.php/dav/addressbooks/users/anna/ --user anna',
      'bye24 push webdav --url https://cloud.acme.ru/remote.php/dav/files/anna/ --user anna --password-fd 3 3< password.txt',
      'bye24 push redmine --url https://redmine.acme.ru/',
    ],
  },
  handover: {
    words: ['handover'],
    group: 'leave',
    parameters: {
      do: { type: 'choice', of: ['plan', 'rehearse', 'apply', 'prove', 'undo'], at: 0 },
      from: { type: 'text', placeholder: 'WHO', required: true },
      to: { type: 'text', placeholder: 'WHO', required: true },
      archive,
      portal,
      planSha256: { type: 'text', placeholder: 'HEX' },
    },
    examples: ['bye24 handover --from 7 --to anna@acme.ru', 'bye24 handover apply --from 7 --to 12'],
  },
  profileLeave: {
    words: ['profile', 'leave'],
    group: 'leave',
    parameters: {
      do: { type: 'choice', of: ['check', 'deactivate', 'phone', 'requested', 'status'], at: 0 },
      who: { type: 'text', placeholder: 'WHO', required: true },
      archive,
      portal,
      planSha256: { type: 'text', placeholder: 'HEX' },
      secondWebhook: { type: 'flag' },
      webhookFd: { type: 'count', placeholder: 'N', min: 0 },
    },
    examples: [
      'bye24 profile leave --who 7',
      'bye24 profile leave deactivate --who 7 --webhook-fd 3 3< own-webhook.txt',
    ],
  },
  byHand: {
    words: ['by-hand'],
    group: 'leave',
    parameters: {
      do: { type: 'choice', of: ['list', 'confirm'], at: 0 },
      numbers: { type: 'list', placeholder: 'N,…' },
      by: { type: 'text', placeholder: 'NAME' },
      work: { type: 'text', placeholder: 'NAME' },
      archive,
    },
    examples: ['bye24 by-hand', 'bye24 by-hand confirm --numbers 1,2 --by "Anna Ivanova"'],
  },
  archiveDestroy: {
    words: ['archive', 'destroy'],
    group: 'leave',
    parameters: { archive, portal, seal: { type: 'text', placeholder: 'HEX' } },
    examples: ['bye24 archive destroy'],
  },
  subject: {
    words: ['subject'],
    group: 'leave',
    parameters: {
      do: { type: 'choice', of: ['find', 'export', 'plan', 'rehearse', 'apply', 'prove'], at: 0, required: true },
      name: { type: 'text', placeholder: 'NAME' },
      phone: { type: 'text', placeholder: 'PHONE' },
      email: { type: 'text', placeholder: 'E-MAIL' },
      out: { type: 'text', placeholder: 'DIR' },
      archive,
      portal,
      planSha256: { type: 'text', placeholder: 'HEX' },
      profile: { type: 'choice', of: ['ru-179', 'eu'] },
      facts: { type: 'text', placeholder: 'FILE' },
    },
    examples: [
      'bye24 subject find --phone "8 (495) 123-45-67"',
      'bye24 subject export --email anna@example.com --out anna',
    ],
  },
  plan: {
    words: ['plan'],
    group: 'leave',
    parameters: {
      archive,
      kinds,
      where: { type: 'list', placeholder: 'CONDITION', whole: true },
      keep: { type: 'list', placeholder: 'KIND:ID,…' },
      protect: { type: 'list', placeholder: 'KIND:ID,…' },
      binsOff: { type: 'flag' },
    },
    examples: ['bye24 plan --kinds all', "bye24 plan --kinds deal,contact --where 'changed<2024-01-01' --keep deal:42"],
  },
  rehearse: {
    words: ['rehearse'],
    group: 'leave',
    parameters: { adjustPlan: { type: 'flag' }, archive },
    examples: ['bye24 rehearse', 'bye24 rehearse --adjust-plan'],
  },
  apply: {
    words: ['apply'],
    group: 'leave',
    parameters: {
      archive,
      portal,
      planSha256: { type: 'text', placeholder: 'HEX' },
      maxDelete: { type: 'count', placeholder: 'N', min: 0 },
      maxMinutes: { type: 'count', placeholder: 'N', min: 1 },
      canary: { type: 'count', placeholder: 'N', min: 0 },
      reExportChanged: { type: 'flag' },
      portalIsLive: { type: 'flag' },
    },
    examples: [
      'bye24 apply',
      'bye24 apply --re-export-changed',
      'bye24 apply --portal acme.bitrix24.ru --plan-sha256 3f9a61c0b7d2',
    ],
  },
  prove: {
    words: ['prove'],
    group: 'leave',
    parameters: {
      again: { type: 'flag' },
      profile: { type: 'choice', of: ['ru-179', 'eu'] },
      facts: { type: 'text', placeholder: 'FILE' },
      archive,
      portal,
    },
    examples: ['bye24 prove', 'bye24 prove --again', 'bye24 prove --profile ru-179'],
  },
  ...here,
  status: {
    words: ['status'],
    group: 'more',
    parameters: { archive },
    examples: ['bye24 status'],
  },
  portalServe: {
    words: ['portal', 'serve'],
    group: 'more',
    parameters: {
      port: { type: 'count', placeholder: 'N', min: 0, max: 65_535 },
      tlsPort: { type: 'count', placeholder: 'N', min: 0, max: 65_535 },
      dir: { type: 'text', placeholder: 'DIR' },
      data: { type: 'text', placeholder: 'generated|new|empty|FILE|ARCHIVE' },
      size: { type: 'count', placeholder: 'N', min: 1, max: 100_000_000 },
      seed: { type: 'count', placeholder: 'N' },
      limits: { type: 'choice', of: ['cloud', 'enterprise', 'none'] },
      latencyMs: { type: 'count', placeholder: 'N', min: 0 },
      listCostMs: { type: 'count', placeholder: 'N', min: 0 },
      operatingLimitS: { type: 'count', placeholder: 'N', min: 0 },
      webhook: { type: 'text', placeholder: 'ID/SECRET' },
      scopes: { type: 'list', placeholder: 'SCOPE,…' },
      app: { type: 'text', placeholder: 'ID/SECRET' },
      without: { type: 'list', placeholder: 'MODULE,…' },
      faults: { type: 'text', placeholder: 'FILE' },
    },
    examples: ['bye24 portal serve', 'bye24 portal serve --port 8024 --data empty --limits none --json'],
  },
  completion: {
    words: ['completion'],
    group: 'more',
    parameters: { shell: { type: 'choice', of: ['bash', 'zsh', 'fish'], at: 0, required: true } },
    examples: ['source <(bye24 completion bash)', 'bye24 completion fish > ~/.config/fish/completions/bye24.fish'],
  },
} as const satisfies { readonly [Name in CommandName]: Declared<Name> };

type Declared<Name extends CommandName> = Declaration<{
  readonly [P in keyof Texts['commands'][Name]['parameters']]: Parameters[string];
}>;

export type Commands = typeof commands;

/** All declarations with their names, in order. */
export const everyCommand = Object.entries(commands) as readonly (readonly [CommandName, Declaration])[];
