import type { Manifest } from './manifest.ts';

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** How to bring a backup back with ordinary tools, without us. */
export function restoreGuide({ databases, folders, verified }: Manifest): string {
  const lines = [
    '# How to restore / Как восстановить',
    '',
    verified
      ? 'Every part was restored or read back once and compared. / Каждая часть была один раз восстановлена или прочитана и сверена.'
      : 'NOT VERIFIED: do not rely on it. / НЕ ПРОВЕРЕНО: не полагайтесь на эту копию.',
    '',
    '`backup.json` has the SHA-256 of every file (`sha256sum FILE`). / В `backup.json` указаны SHA-256 всех файлов.',
    '',
  ];
  for (const { engine, database, part } of databases) {
    lines.push(
      `## ${database}`,
      '',
      '```sh',
      engine === 'mysql'
        ? `mysql -e ${quoted(`CREATE DATABASE \`${database}\``)} && gunzip -c ${quoted(part.file)} | mysql ${quoted(database)}`
        : `createdb ${quoted(database)} && pg_restore --no-owner -d ${quoted(database)} ${quoted(part.file)}`,
      '```',
      '',
    );
  }
  for (const { path, part } of folders) {
    lines.push(
      `## ${path}`,
      '',
      '```sh',
      `mkdir -p ${quoted(path)} && tar -xzpf ${quoted(part.file)} -C ${quoted(path)}`,
      '```',
      '',
    );
  }
  return lines.join('\n');
}
