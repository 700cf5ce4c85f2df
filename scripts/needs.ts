// Finds the programs that some tests need beside Node, and on Debian with root rights and CI=true installs the missing
// ones. Called by `npm test`. On a laptop nothing is installed: the tests that need them are skipped and counted.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Need {
  /** Any one of these programs will do. */
  readonly programs: readonly string[];
  readonly debian: readonly string[];
  /** A module of Debian's Python that must be there too. */
  readonly python?: string;
  /** A file that must be there and readable too. */
  readonly file?: string;
  /** Answers to what its installation asks. */
  readonly answers?: readonly string[];
}

export const needs = {
  browser: {
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'chrome'],
    debian: ['chromium', 'fonts-dejavu-core'],
  },
  php: { programs: ['php'], debian: ['php-cli'] },
  memcached: { programs: ['memcached'], debian: ['memcached'] },
  nginx: { programs: ['nginx'], debian: ['nginx-light'] },
  mariadb: { programs: ['mariadb-dump', 'mysqldump'], debian: ['mariadb-client'] },
  postgresql: { programs: ['pg_dump'], debian: ['postgresql-client'] },
  redis: { programs: ['redis-server'], debian: ['redis-server'] },
  script: { programs: ['script'], debian: ['bsdutils'] },
  dpkg: { programs: ['dpkg-deb'], debian: ['dpkg'] },
  writer: { programs: ['lowriter'], debian: ['libreoffice-writer'] },
  poppler: { programs: ['pdftotext'], debian: ['poppler-utils'] },
  qpdf: { programs: ['qpdf'], debian: ['qpdf'] },
  libreoffice: { programs: ['soffice'], debian: ['libreoffice-calc'] },
  openpyxl: { programs: ['python3'], debian: ['python3-openpyxl'], python: 'openpyxl' },
  vobject: { programs: ['python3'], debian: ['python3-vobject'], python: 'vobject' },
  radicale: { programs: ['radicale'], debian: ['radicale'] },
  vdirsyncer: { programs: ['vdirsyncer'], debian: ['vdirsyncer'] },
  khard: { programs: ['khard'], debian: ['khard'] },
  khal: { programs: ['khal'], debian: ['khal'] },
  todoman: { programs: ['todoman'], debian: ['todoman'] },
  rclone: { programs: ['rclone'], debian: ['rclone'] },
  redmine: {
    programs: ['puma'],
    debian: ['redmine', 'redmine-sqlite', 'ruby-sqlite3', 'puma'],
    // The database that the installation makes: what a test starts from.
    file: '/var/lib/dbconfig-common/sqlite3/redmine/instances/default/redmine_default',
    answers: [
      'redmine redmine/instances/default/dbconfig-install boolean true',
      'redmine redmine/instances/default/database-type select sqlite3',
      'redmine redmine/instances/default/default-language select en',
    ],
  },
  xmllint: { programs: ['xmllint'], debian: ['libxml2-utils'] },
  notmuch: { programs: ['notmuch'], debian: ['notmuch'] },
  age: { programs: ['age'], debian: ['age'] },
  unzip: { programs: ['unzip'], debian: ['unzip'] },
  bash: { programs: ['bash'], debian: ['bash'] },
  zsh: { programs: ['zsh'], debian: ['zsh'] },
  fish: { programs: ['fish'], debian: ['fish'] },
  python: { programs: ['python3'], debian: ['python3'] },
  sha512sum: { programs: ['sha512sum'], debian: ['coreutils'] },
} as const satisfies Readonly<Record<string, Need>>;

export type NeedName = keyof typeof needs;

const pythonModules = '/usr/lib/python3/dist-packages';

/** Full path of the program that a need asks for, or undefined when the need is not met. */
export function findNeed(name: NeedName): string | undefined {
  const need: Need = needs[name];
  if (need.file !== undefined && !isReadable(need.file)) return undefined;
  if (need.python === undefined) return findProgram(need.programs);
  // Debian's modules belong to Debian's Python, whatever other one comes first on the PATH.
  return existsSync(join(pythonModules, need.python)) ? findProgram(need.programs, ['/usr/bin']) : undefined;
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Full path of the first of `programs` that is on the PATH, or undefined. */
export function findProgram(programs: readonly string[], within?: readonly string[]): string | undefined {
  const folders = within ?? [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const program of programs) {
    for (const folder of folders) {
      for (const ending of endings) {
        const path = join(folder, program + ending);
        try {
          accessSync(path, constants.X_OK);
          return path;
        } catch {
          // Not in this folder.
        }
      }
    }
  }
  return undefined;
}

function missing(): readonly NeedName[] {
  return (Object.keys(needs) as NeedName[]).filter((name) => findNeed(name) === undefined);
}

/**
 * Redmine's installation takes the newest bundler it finds, that of Ruby itself, which does not know Debian's packages:
 * it has to be told which one is Debian's.
 */
function bundlerOf(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const policy = spawnSync('apt-cache', ['policy', 'ruby-bundler'], {
    encoding: 'utf8',
    env: { ...env, LC_ALL: 'C' },
  }).stdout;
  const version = /Candidate: (?:\d+:)?(?<version>[\d.]+)/u.exec(policy)?.groups?.['version'];
  return version === undefined ? {} : { BUNDLER_VERSION: version };
}

/** Installs what is missing where that is allowed, and says what is still missing. */
export function prepareNeeds(): readonly NeedName[] {
  const absent = missing();
  if (absent.length === 0) return [];
  const packages = absent.flatMap((name) => needs[name].debian);
  const apt = findProgram(['apt-get']);
  if (process.env['CI'] === 'true' && apt !== undefined && process.getuid?.() === 0) {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync(apt, ['update', '-q'], { stdio: 'ignore', env: environment });
    const answers = absent.flatMap((name) => (needs[name] as Need).answers ?? []);
    spawnSync('debconf-set-selections', { input: answers.join('\n'), env: environment });
    spawnSync(apt, ['install', '-y', '-q', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 2, 2],
      env: { ...environment, ...bundlerOf(environment) },
    });
  }
  const still = missing();
  if (still.length > 0) {
    console.error(`Missing programs: ${still.join(', ')}. Tests that need them are skipped here and fail in CI.`);
    console.error(`On Debian or Ubuntu: sudo apt-get install ${still.flatMap((name) => needs[name].debian).join(' ')}`);
  }
  return still;
}
