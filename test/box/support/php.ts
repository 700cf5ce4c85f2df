import { spawnSync } from 'node:child_process';

/** What PHP itself makes of a file of settings: the oracle for our reader. */
export function includeWithPhp(php: string, path: string, documentRoot: string): unknown {
  const code = `$_SERVER["DOCUMENT_ROOT"] = $argv[2]; echo json_encode(include $argv[1], JSON_THROW_ON_ERROR);`;
  const { stdout, stderr, status } = spawnSync(php, ['-d', 'error_reporting=0', '-r', code, path, documentRoot], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}
