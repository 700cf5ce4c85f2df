/** The systems on which the Bitrix24 app runs. */
export type System = 'linux' | 'macos' | 'windows';

/** What a trace of the app is. `stranger`: of a third party, shown and left alone. */
export type TraceSort =
  | 'program'
  | 'package'
  | 'process'
  | 'extension'
  | 'autostart'
  /** What the system itself starts and starts again. */
  | 'service'
  | 'protocol'
  | 'shortcut'
  | 'cache'
  | 'log'
  | 'profile'
  | 'settings'
  | 'credential'
  | 'repository'
  | 'registry'
  | 'stranger';

/** Where a trace lies. Paths are those of the computer looked at, not of an image's folder. */
export type Place =
  | { readonly in: 'files'; readonly path: string }
  /** One line of a file that belongs to somebody else. */
  | { readonly in: 'line'; readonly path: string; readonly line: string }
  | { readonly in: 'registry'; readonly key: string; readonly value?: string }
  | {
      readonly in: 'package';
      readonly manager: PackageManager;
      readonly name: string;
      readonly version: string;
      /** A program in it, by which it was found. */
      readonly path: string;
    }
  | ({ readonly in: 'process' } & RunningProcess)
  /** An extension of the Finder or of Explorer that the system knows by its name. */
  | { readonly in: 'extensions'; readonly name: string }
  | { readonly in: 'keychain'; readonly service: string };

export type PackageManager = 'dpkg' | 'rpm' | 'pacman';

export interface RunningProcess {
  readonly pid: number;
  readonly executable: string;
  /** Tells the process from a later one with the same number. */
  readonly startedAt: string;
  /** Whose it is, where the system says so. */
  readonly uid?: number;
}

/**
 * certain: a place that only this app uses, or its content says so. likely: the place is known and nothing speaks
 * against it, or the content speaks for it. possible: only the name speaks for it; it is left alone unless chosen.
 */
export type Sureness = 'certain' | 'likely' | 'possible';

/** Why something is taken for a trace. Each has its words in texts. */
export type Because =
  /** Others have seen the app use exactly this place. */
  | 'knownPlace'
  /** A usual place for an app of this name; nobody has confirmed it. */
  | 'usualPlace'
  /** The app's own programs lie in it. */
  | 'holdsApp'
  /** The bundle names itself. */
  | 'bundleId'
  /** A package manager says whose the file is. */
  | 'packageOwns'
  /** A command or path in it leads into the app's folder. */
  | 'leadsToApp'
  /** It names the app's own links, bx://. */
  | 'ownsLinks'
  /** An address of the vendor's stands in it. */
  | 'vendorAddress'
  /** A source of the vendor's names it as its key. */
  | 'keyOfSource'
  /** It holds what such an app keeps: a browser's profile, a cache, logs. */
  | 'looksLikeProfile'
  | 'runsFromApp'
  | 'sameName'
  | 'displayName';

export interface Evidence {
  readonly because: Because;
  readonly detail?: string;
}

/** Why a trace is only shown. Each has its words in texts. */
export type LeftAlone =
  /** A folder on the way to it is a link to somewhere else. */
  | 'behindLink'
  /** Another disk is mounted inside. */
  | 'mountInside'
  /** It belongs to another user of this computer. */
  | 'notYours'
  /** Only an administrator can change it. */
  | 'needsAdministrator'
  /** Not enough speaks for it; name it with --also to have it taken. */
  | 'unsure'
  /** The folder that Bitrix24.Drive keeps in step lies inside. */
  | 'holdsDrive'
  /** Lines of others stand beside the app's. */
  | 'mixed'
  /** It has a second name elsewhere, which a change would reach. */
  | 'secondName'
  /** It can't be brought back; name it with --also to have it removed. */
  | 'noWayBack'
  | 'stranger';

export interface Trace {
  /** The same on every scan of the same thing: what --also takes. */
  readonly id: string;
  readonly sort: TraceSort;
  readonly place: Place;
  readonly sure: Sureness;
  readonly why: readonly Evidence[];
  readonly files?: number;
  readonly sizeBytes?: number;
  readonly leftAlone?: LeftAlone;
  /** The rule that found it, for a report without names of people. */
  readonly rule: string;
}

/** A folder that Bitrix24.Drive keeps in step with the portal, both ways. */
export interface DriveFolder {
  readonly path: string;
  readonly sure: Sureness;
  readonly why: readonly Evidence[];
  readonly files: number;
  readonly sizeBytes: number;
  /** Files that are not here: names without content, which the app fetches when they are opened. */
  readonly placeholders: number;
  /** Files that may be placeholders or may simply be empty. */
  readonly empty: number;
  /** Files whose names or types the app never uploads: they are only here. */
  readonly neverUploaded: number;
  readonly examples: readonly string[];
  /** undefined where nothing stands against moving it. */
  readonly leftAlone?: LeftAlone;
}

/** Everything that was found, and whether all could be looked at. */
export interface Scan {
  readonly system: System;
  readonly traces: readonly Trace[];
  readonly drive: readonly DriveFolder[];
  /** Places and programs that refused to be looked at. */
  readonly unseen: readonly Unseen[];
}

export interface Unseen {
  readonly what: string;
  readonly why: string;
}
