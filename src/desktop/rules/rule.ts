import type { Sureness, TraceSort } from '../types.ts';

/** What can be read in a place to tell whether it is the app's. See proofs.ts. */
export type ProofName =
  | 'appFolder'
  | 'bundle'
  | 'bundlePlist'
  | 'linkToApp'
  | 'desktopEntry'
  | 'unitFile'
  | 'shortcut'
  | 'vendorSource'
  | 'keyOfSource'
  | 'profile';

/** A place where the app may have left something: data, so that a table of them can be read and checked. */
export interface FileRule {
  readonly id: string;
  /** A template, as places.ts reads it. */
  readonly path: string;
  readonly sort: TraceSort;
  /** known: others have seen the app there. usual: where such an app would be. */
  readonly basis: 'known' | 'usual';
  /** How sure the place alone makes us; undefined: without proof it is nothing. */
  readonly alone?: Sureness;
  readonly proof?: ProofName;
  /** How sure the proof makes us. */
  readonly proven?: Sureness;
  /** system: of all users; changing it takes an administrator. */
  readonly scope: 'user' | 'system';
}

/** Names of the app's own programs. BDisk is Bitrix24.Drive. */
export const programNames: readonly string[] = ['Bitrix24', 'Bitrix24-web', 'BDisk'];

/** The two families of the app for macOS. */
export const bundleIds: readonly string[] = ['com.bitrixsoft.bitrix24desktop', 'ru.bitrix.bitrix24desktop'];

/** Hosts from which the vendor gives the app. */
export const vendorHosts: readonly string[] = ['dl.bitrix24.com', 'repos.1c-bitrix.ru', 'repo.bitrix.info'];
