import { createHash } from 'node:crypto';

import type { Base } from './choices.ts';

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** Versions of the kernel's key/value engine write themselves into the keys. */
const engineVersions = ['|v1.1', '|v1'];

/**
 * Keys that hold the version of a base folder. Without them every entry of that folder is out of reach: this is how the
 * vendor empties it. All forms of the kernel's history; those that are not there do no harm.
 */
export function versionKeys(sid: string, personalRoot: string, base: Base): readonly string[] {
  const folder = `${personalRoot}/${base}/`;
  const old = `${sid}${folder}`;
  return [...engineVersions.map((version) => `${sid}${version}|BDV:${sha1(folder)}`), old, `${old}|old`];
}

/** Whether a key holds the version of one folder inside a base folder, whatever the version of the base folder is. */
export function isInnerVersionKey(key: string, sid: string, personalRoot: string, base: Base, inner: string): boolean {
  const hash = sha1(`${personalRoot}/${base}/|${inner}`);
  return engineVersions.some(
    (version) =>
      key.startsWith(`${sid}${version}|BDV:`) && (key.endsWith(`|IDH:${hash}`) || key.endsWith(`|IDH:${hash}~`)),
  );
}

/** What all keys of this box's cache begin with; nothing else does. */
export function prefixes(sid: string): readonly string[] {
  return engineVersions.flatMap((version) => [`${sid}${version}|`, `${sid}${version}/`]);
}
