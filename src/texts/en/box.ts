import { formatFor } from '../format.ts';

const f = formatFor('en');

const file = { one: 'file', other: 'files' };
const row = { one: 'row', other: 'rows' };
const key = { one: 'key', other: 'keys' };

/** Why something was not removed, by the system's own code. */
function whyLeft(code: string): string {
  const known: Readonly<Record<string, string>> = {
    mount: 'another disk is mounted here; clean it on its own if it belongs to the cache',
    link: 'a link that its owner leads to somebody else’s folder; not followed',
    EACCES: 'no permission: run as root or as the owner of the files',
    EPERM: 'no permission, or the file is locked against changes',
    EROFS: 'the disk is read-only',
    EBUSY: 'in use',
  };
  return known[code] ?? code;
}

/** What the commands for a server of one's own say, in English. */
export const box = {
  /** What goes on, by the first word of a step; the steps of an uninstall have words of their own. */
  doing: {
    read: 'reading',
    dump: 'dumping the database',
    restore: 'restoring the database',
    pack: 'packing',
    compare: 'comparing',
  },
  export: {
    records: (kept: number, all: number) =>
      kept === all ? f.count(kept, row) : `${f.number(kept)} of ${f.count(all, row)}`,
    others: (count: number) =>
      `${f.count(count, { one: 'kind', other: 'kinds' })} not taken: only REST gives them. \`bye24 export\` takes them into the same archive.`,
    files: (count: number, bytes: number) =>
      `${f.count(count, { one: 'file', other: 'files' })} from the upload folder, ${f.bytes(bytes)}`,
    noTables: (titles: readonly string[]) => `No tables in this database (no such module): ${titles.join(', ')}`,
    complete: 'Complete: the counts of the tables and of what is kept agree.',
    incomplete: 'Not complete: what is missing is named in the archive.',
  },
  uninstall: {
    ask: ({ name, steps }: { name: string; steps: number }) => ({
      text: `${f.count(steps, { one: 'step', other: 'steps' })} will be taken on this server. ${name} goes; the backup and --undo bring it back.`,
      prompt: `Type ${name}:`,
    }),
    title: 'What would be done, in this order',
    steps: {
      cronOff: 'switch off in cron',
      stop: 'stop and disable the service',
      setAside: 'put aside',
      reload: 'check the settings and reload',
      dropDatabase: 'drop the database',
      lockLogin: 'lock the database login',
      lockUser: 'lock the user',
      removePackages: 'remove the packages',
    },
    byHandTitle: 'Left to you',
    byHand: {
      sharedService: (name: string) => `the service ${name}: others may use it; remove it yourself when nobody does`,
      sharedSettings: (path: string) =>
        `${path} is of the vendor’s environment, but for a program that stays: look whether it needs it; after a change of PHP’s, reload PHP`,
      sharedSite: (name: string) => `${name} serves other sites, too: take ours out of it`,
      user: (name: string) =>
        `the user ${name}: \`userdel ${name}\`, when nothing of it runs and no other file is its own`,
      databaseLogin: (name: string) => `the database login ${name}: DROP USER, when nothing else uses it`,
      openLogin: (name: string) =>
        `the database login ${name} stays open: DROP USER, when nothing else uses it (with an administrator in BYE24_DB_ADMIN bye24 locks one that serves nothing else)`,
      changedSettings: (path: string) =>
        `${path} was changed since its package was installed: rpm keeps it as ${path}.rpmsave`,
      selinux: (path: string) =>
        `SELinux was switched off by the vendor’s environment; its settings of before: ${path}. Put them back only if you mean to relabel and restart`,
    },
    outside: {
      dns: 'DNS records of the sites',
      certificates: 'certificates and their renewal',
      webhooks: 'webhooks and applications of others that call the portal',
      buckets: 'files in cloud buckets, the vendor’s cloud backups and CDN',
      licence: 'the licence and its renewal',
    },
    nothingYet: 'Nothing has happened yet.',
    done: (done: number, steps: number) =>
      `${f.number(done)} of ${f.count(steps, { one: 'step', other: 'steps' })} done`,
    failed: (step: string, code: string) => `Failed: ${step} (${code}). Nothing after it was done.`,
    stillThere: (name: string) => `Still there: ${name}`,
    undoHint:
      'Files lie beside their old places, in .bye24-removed-…: --undo brings everything but packages back, --purge deletes them for good.',
    proof: 'A new look found all of it gone. The proof:',
    undone: (count: number) => `${f.count(count, { one: 'step', other: 'steps' })} taken back`,
    installAgain: (name: string) => `Install again yourself: ${name}`,
    purged: (files: number, bytes: number) => `${f.count(files, file)} deleted for good, ${f.bytes(bytes)} freed`,
  },
  find: {
    nothing: 'No Bitrix24 was found on this server.',
    vendorEnvironment: 'The vendor’s environment (BitrixVM)',
    plainStack: 'A web server set up by hand',
    kernel: 'Shares the kernel in',
    database: 'Database:',
    cache: 'Cache:',
    unreadable: (what: string) => `Its settings can't be read: ${what}`,
    vendorBackups: (count: number) => `The vendor's own backups in bitrix/backup: ${f.count(count, file)}`,
    cron: 'Scheduled (cron)',
    services: 'Services',
    uses: { own: 'serves Bitrix24 alone', shared: 'may serve others, too' },
    foreign: 'Other sites are served from here, too:',
  },
  backup: {
    tables: (count: number, rows: number) =>
      `${f.count(count, { one: 'table', other: 'tables' })}, ${f.count(rows, row)}: restored and equal`,
    files: (count: number) => `${f.count(count, file)}: read back and equal`,
    changed: (count: number) =>
      `The site wrote to ${f.count(count, { one: 'place', other: 'places' })} while they were copied; their copy is of a moment in between:`,
    outside: (path: string, target: string) => `${path} leads to ${target}, which is not in this backup.`,
    bucket: (name: string, files: number, bytes: number) =>
      `In the cloud bucket ${name}: ${f.count(files, file)}, ${f.bytes(bytes)}. They are not in this backup.`,
    verified: 'A backup: restored once and compared.',
    unverified:
      'This is not a backup: the copy differs from the original in the places above. Run the same command into a new folder.',
  },
  vendorBackup: {
    content: (files: number, bytes: number) => `${f.count(files, file)}, ${f.bytes(bytes)}`,
    volumes: (count: number, bytes: number) =>
      `${f.count(count, { one: 'volume', other: 'volumes' })}, ${f.bytes(bytes)}`,
    top: 'at the top',
    dump: (bytes: number) => `a dump of the database, ${f.bytes(bytes)}`,
    noDump: 'no dump of a database',
    weak: 'It is encrypted, but weakly (AES without chaining): do not rely on it to keep secrets.',
    masked: 'The vendor blanks the logins of the database in its settings: they are not in it.',
    leftOut: (name: string) => `Not unpacked: ${name}`,
    whole: 'Whole: every volume was read to its end.',
    unpacked: 'Unpacked into',
    restored: (name: string, tables: number, rows: number) =>
      `Restored into ${name}: ${f.count(tables, { one: 'table', other: 'tables' })}, ${f.count(rows, row)}`,
    dropped: 'That database was for a while only and is gone again.',
  },
  cache: {
    choices: {
      expired: 'Outdated cache',
      all: 'All cache',
      menu: 'Menu cache',
      managed: 'Managed cache',
      html: 'HTML cache',
      landing: 'Cache of landing blocks',
    },
    files: (count: number) => f.count(count, file),
    rows: (count: number) => f.count(count, row),
    keys: (count: number) => f.count(count, key),
    gone: (what: string, files: number, bytes: number) =>
      `${what}: ${f.count(files, file)} gone, ${f.bytes(bytes)} freed`,
    wouldGo: (what: string, files: number, bytes: number) =>
      `${what}: ${f.count(files, file)} would go and free ${f.bytes(bytes)}. Nothing was changed.`,
    left: (count: number) => `Not removed: ${f.number(count)}`,
    whyLeft,
    remarks: {
      apcRestart: (_code: string) =>
        'The cache is in the memory of the web server (APC). Only a restart clears it: systemctl reload php-fpm (or httpd, apache2).',
      opcacheReload: () =>
        'PHP here never looks whether a file changed (opcache.validate_timestamps = 0) and goes on with what it has compiled. Reload it: systemctl reload php-fpm (or httpd, apache2).',
      outdatedOnlyInFiles: (code: string) =>
        `The cache is not in files (${code}), where outdated entries go by themselves. As on the admin page, there was nothing to do.`,
      clusterEngine: (code: string) =>
        `The cache is spread over a cluster (${code}). Its servers were not touched: clear them from the admin page of each group.`,
      compositeMemcached: (_code: string) =>
        'Pages of the composite site are in memcached, which others may share. It was not flushed: clear them from the admin page.',
      tagsKept: (_code: string) =>
        'Some cache files stayed, so their tags in the database stayed too: without them those files would never go stale.',
      landingNeedsDatabase: (_code: string) =>
        'Landing blocks are found by their tags in the database. Nothing was removed.',
      databaseFailed: (code: string) =>
        `The database was not cleaned (${code}). Run the same command again when it answers.`,
      serverFailed: (code: string) =>
        `A cache server was not cleaned (${code}). Run the same command again when it answers.`,
    },
  },
};
