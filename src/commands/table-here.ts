const portal = { type: 'text', placeholder: 'ADDRESS' } as const;
const archive = { type: 'text', placeholder: 'DIR' } as const;
const drive = { type: 'list', placeholder: 'DIR', whole: true } as const;
const also = { type: 'list', placeholder: 'TRACE', whole: true } as const;
const moveDrive = drive;
const kinds = { type: 'list', placeholder: 'KIND,…' } as const;

/** The commands for this computer and this server, in the order in which they are listed. */
export const here = {
  desktopScan: {
    words: ['desktop', 'scan'],
    group: 'here',
    parameters: { drive, also, moveDrive },
    examples: ['bye24 desktop scan', 'bye24 desktop scan --drive ~/Work/Bitrix24'],
  },
  desktopRemove: {
    words: ['desktop', 'remove'],
    group: 'here',
    parameters: { drive, also, moveDrive, planSha256: { type: 'text', placeholder: 'HEX' } },
    examples: ['bye24 desktop remove', 'sudo bye24 desktop remove', 'bye24 desktop remove --plan-sha256 3f9a61c0b7d2'],
  },
  desktopRestore: {
    words: ['desktop', 'restore'],
    group: 'here',
    parameters: { removal: { type: 'text', placeholder: 'NAME', at: 0 } },
    examples: ['bye24 desktop restore', 'bye24 desktop restore 20261128-101500'],
  },
  desktopEmpty: {
    words: ['desktop', 'empty'],
    group: 'here',
    parameters: {
      removal: { type: 'text', placeholder: 'NAME', at: 0 },
      confirm: { type: 'text', placeholder: 'NAME' },
    },
    examples: ['bye24 desktop empty', 'bye24 desktop empty 20261128-101500 --confirm 20261128-101500'],
  },
  desktopSelfCheck: {
    words: ['desktop', 'self-check'],
    group: 'here',
    parameters: {},
    examples: ['bye24 desktop self-check', 'bye24 desktop self-check --json > report.json'],
  },
  boxFind: {
    words: ['box', 'find'],
    group: 'here',
    parameters: { system: { type: 'text', placeholder: 'DIR' } },
    examples: ['bye24 box find', 'bye24 box find --json'],
  },
  boxCache: {
    words: ['box', 'cache'],
    group: 'here',
    parameters: {
      root: { type: 'text', placeholder: 'DIR', required: true },
      what: { type: 'choice', of: ['expired', 'all', 'menu', 'managed', 'html', 'landing'] },
      noDatabase: { type: 'flag' },
      dryRun: { type: 'flag' },
      extra: { type: 'list', placeholder: 'NAME,…' },
    },
    examples: [
      'bye24 box cache --root /home/bitrix/www --what all --dry-run',
      'bye24 box cache --root /home/bitrix/www',
    ],
  },
  boxBackup: {
    words: ['box', 'backup'],
    group: 'here',
    parameters: {
      root: { type: 'list', placeholder: 'DIR', whole: true },
      to: { type: 'text', placeholder: 'DIR', required: true },
      system: { type: 'text', placeholder: 'DIR' },
    },
    examples: ['bye24 box backup --root /home/bitrix/www --to /mnt/backup/acme'],
  },
  boxVendorBackup: {
    words: ['box', 'vendor-backup'],
    group: 'here',
    parameters: {
      file: { type: 'text', placeholder: 'FILE', required: true },
      to: { type: 'text', placeholder: 'DIR' },
      database: { type: 'text', placeholder: 'NAME' },
      host: { type: 'text', placeholder: 'HOST' },
      archive,
      portal,
      timeZone: { type: 'text', placeholder: 'ZONE' },
    },
    examples: [
      'bye24 box vendor-backup --file /mnt/20260101_040000_full_x.tar.gz',
      'bye24 box vendor-backup --file /mnt/20260101_040000_full_x.tar.gz --to /mnt/unpacked --archive acme.bye24',
    ],
  },
  boxExport: {
    words: ['box', 'export'],
    group: 'here',
    parameters: {
      root: { type: 'text', placeholder: 'DIR', required: true },
      archive,
      portal,
      kinds,
      withoutFiles: { type: 'flag' },
      timeZone: { type: 'text', placeholder: 'ZONE' },
    },
    examples: ['bye24 box export --root /home/bitrix/www --time-zone Europe/Moscow'],
  },
  boxUninstall: {
    words: ['box', 'uninstall'],
    group: 'here',
    parameters: {
      root: { type: 'list', placeholder: 'DIR', whole: true },
      backup: { type: 'text', placeholder: 'DIR', required: true },
      planSha256: { type: 'text', placeholder: 'HEX' },
      name: { type: 'list', placeholder: 'NAME', whole: true },
      keepShared: { type: 'flag' },
      undo: { type: 'flag' },
      purge: { type: 'flag' },
      system: { type: 'text', placeholder: 'DIR' },
    },
    examples: [
      'bye24 box uninstall --backup /mnt/backup/acme',
      'bye24 box uninstall --backup /mnt/backup/acme --plan-sha256 3f9a61c0b7d2',
      'bye24 box uninstall --backup /mnt/backup/acme --undo',
    ],
  },
} as const;
