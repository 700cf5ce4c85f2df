import { formatFor } from '../format.ts';

const f = formatFor('en');

const file = { one: 'file', other: 'files' };
const step = { one: 'step', other: 'steps' };

/** What the commands for the Bitrix24 app on this computer say, in English. */
export const desktop = {
  nothingFound: 'No trace of the Bitrix24 app on this computer.',
  found: (count: number) => `The Bitrix24 app: ${f.count(count, { one: 'trace', other: 'traces' })} on this computer`,
  files: (count: number) => f.count(count, file),
  sorts: {
    program: 'Program',
    package: 'Package',
    process: 'Running',
    extension: 'Extension',
    autostart: 'Starts by itself',
    service: 'Service',
    protocol: 'Opens bx:// links',
    shortcut: 'Shortcut',
    cache: 'Cache',
    log: 'Logs',
    profile: 'Profile',
    settings: 'Settings',
    credential: 'Key in the keychain',
    repository: 'Source of updates',
    registry: 'Registry',
    stranger: 'Of somebody else',
  },
  sure: { certain: 'certain', likely: 'likely', possible: 'possible' },
  because: {
    knownPlace: () => 'others have seen the app in this place',
    usualPlace: () => 'a usual place for an app of this name',
    holdsApp: (detail: string) => `holds the app's programs: ${detail}`,
    bundleId: (detail: string) => `calls itself ${detail}`,
    packageOwns: (detail: string) => `the package holds ${detail}`,
    leadsToApp: (detail: string) => `leads to ${detail}`,
    ownsLinks: (detail: string) => `opens the links ${detail}`,
    vendorAddress: (detail: string) => `names the maker's host ${detail}`,
    keyOfSource: () => "the key of the maker's source",
    looksLikeProfile: (detail: string) => `holds what such an app keeps: ${detail}`,
    runsFromApp: (detail: string) => `runs from ${detail}`,
    sameName: () => 'has the same name',
    displayName: () => 'is listed among installed programs',
  },
  leftAlone: {
    behindLink: 'a folder on the way is a link; links are not followed',
    mountInside: 'another disk is mounted inside',
    notYours: 'belongs to another user of this computer',
    needsAdministrator: 'only an administrator can change it: run the same command with sudo, or as administrator',
    unsure: (id: string) => `only its name speaks for it. To have it taken too: --also "${id}"`,
    holdsDrive: 'the folder of Bitrix24.Drive lies inside, or it lies in that folder',
    mixed: 'something of somebody else stands in it too',
    secondName: 'the file has a second name elsewhere',
    noWayBack: (id: string) => `nothing brings it back. To have it deleted: --also "${id}"`,
    stranger: 'not part of the app; remove it in its own way if you want',
  },
  left: 'Found and left alone',
  drive: {
    title: 'The folder of Bitrix24.Drive: your files',
    holds: (count: number, bytes: number) => `${f.count(count, file)}, ${f.bytes(bytes)}`,
    bothWays:
      'While the app runs, what you delete or move here is deleted on the portal too, for everyone who has only that copy.',
    placeholders: (count: number) =>
      `${f.count(count, file)} only seem to be here: the app fetches them when they are opened, and without it they are dead. ` +
      'This folder is not a copy of your drive.',
    empty: (count: number) => `${f.count(count, file)} of no bytes: empty, or not fetched yet.`,
    neverUploaded: (count: number) =>
      `${f.count(count, file)} have names or types that are never uploaded: they are only on this computer.`,
    stays: 'It stays where it is, whatever else is removed.',
    goes: 'It will be moved into quarantine, as you asked.',
    whole: 'For a whole copy of what the portal holds: bye24 export.',
  },
  plan: {
    title: (count: number) => `What removing would do: ${f.count(count, step)}, in this order`,
    nothing: 'There is nothing to remove.',
    stop: 'Quit the app, and see that it has ended',
    quarantine: (path: string) => `Move into quarantine, if it is still there: ${path}`,
    takeLine: (path: string, line: string) => `Take one line out of ${path}: ${line}`,
    moveDrive: (path: string) => `Move your drive folder into quarantine: ${path}`,
    purposes: {
      switchOffExtension: 'Switch off the extension of the Finder',
      stopAutostart: 'Stop what starts by itself',
      forgetApp: 'Have macOS forget who opens bx:// links',
      uninstall: "Take the app off with the system's own means",
      forgetPackage: 'Have the package manager forget it',
      deleteCredential: 'Delete the key from the keychain',
    },
    registry: 'Delete from the registry, after keeping what stood there',
    undo: {
      restore: 'bye24 desktop restore brings it back',
      reinstall: 'comes back only by installing the app again',
      nothing: 'nothing brings it back',
    },
    byHand: 'For you to do',
    hash: (sha256: string) => `SHA-256 of what would be done: ${sha256}`,
  },
  hands: {
    disconnectFirst:
      'First, in the app: the cloud icon → ⋯ → disconnect the drive; then your photo → ⋯ → Disconnect, and delete the account from the list.',
    applicationPasswords:
      'On the portal: your profile → Security → Application passwords. Delete those of the desktop app and of the drive.',
    loginItems: 'System Settings → General → Login Items & Extensions: take Bitrix24 off, if it is there.',
    permissions:
      'macOS remembers which permissions the app had (camera, microphone, screen). To forget them, in Terminal: tccutil reset All com.bitrixsoft.bitrix24desktop; tccutil reset All ru.bitrix.bitrix24desktop',
    sidebar: 'Finder: take the folder of the drive off the sidebar.',
    secretService: 'In “Passwords and Keys”: delete “Bitrix24 Safe Storage”, if it is there.',
    credentialManager: 'Control Panel → Credential Manager: delete entries with bitrix24 in their name.',
    firewall: 'Windows Defender Firewall → Allowed apps: take Bitrix24 off.',
    scheduledTasks: 'Task Scheduler: delete tasks that start Bitrix24, if there are any.',
    needsAdministrator: 'Some of it is for all users of this computer: run the same command as administrator.',
  },
  ask: {
    computer: (name: string, steps: number) => ({
      text: `${f.count(steps, step)} on this computer. Leftovers go into quarantine, not away.`,
      prompt: `Type the name of this computer (${name}):`,
    }),
    driveFolder: (path: string, placeholders: number) => ({
      text:
        `Your own files in ${path} will be moved away from where you know them.` +
        (placeholders === 0 ? '' : ` ${f.count(placeholders, file)} in it are not here at all.`),
      prompt: 'Type the path of that folder:',
    }),
    quarantine: ({ name, files, bytes }: { name: string; files: number; bytes: number }) => ({
      text: `${f.count(files, file)}, ${f.bytes(bytes)}, will be deleted for good. Nothing brings them back.`,
      prompt: `Type the name of this removal (${name}):`,
    }),
  },
  empty: {
    gone: (name: string, files: number, bytes: number) =>
      `${f.count(files, file)} of the removal ${name} deleted for good, ${f.bytes(bytes)} freed.`,
    left: (path: string) => `Something new was put into ${path}; it stays.`,
  },
  step: (number: number, of: number) => `${f.number(number + 1)}/${f.number(of)}`,
  ends: {
    done: 'done',
    absent: 'was not there any more',
    left: 'left alone',
    failed: 'did not work',
  },
  reasons: {
    behindLink: 'a folder on the way is a link',
    mountInside: 'another disk is mounted inside',
    notYours: 'it belongs to another user',
    secondName: 'the file has a second name elsewhere',
    copiedNotTaken: 'it was copied, but something new had come meanwhile, so the place was left as it is',
    copyDiffers: 'the copy on the other disk was not the same, so nothing was taken',
    exitCode: 'the program ended with an error',
    noProgram: 'there is no such program on this computer',
    stillThere: 'the program said yes, and it is still there',
    occupied: 'something else lies in its place now; both stay where they are',
  },
  removed: 'The app is off this computer.',
  removedPartly: 'Not everything went. What did not is named above; the rest is done.',
  interrupted: 'Stopped. The same command goes on from here.',
  quarantine: (path: string) =>
    `Everything that was moved is kept in ${path}. \`bye24 desktop restore\` brings it back, \`bye24 desktop empty\` deletes it for good.`,
  restored: {
    back: 'back',
    backChanged: 'back; it differs from what was taken, see its manifest',
    there: 'is there',
    reinstall: 'comes back by installing the app again',
    nothing: 'nothing to bring back',
    left: 'not brought back',
    failed: 'did not work',
  },
  reinstall: (name: string) =>
    `${name} is to be had from https://dl.bitrix24.com/b24/ (the newest version; older ones are not kept there).`,
  restoredWhole: 'Everything that can be undone is undone.',
  restoredPartly: 'Some of it could not be brought back. Free the places named above and run the same command again.',
  unseen: (what: string, why: string) => `Could not be looked at: ${what} (${why})`,
  unfinished: (path: string) => `A removal was begun and not ended: ${path}. \`bye24 desktop remove\` goes on with it.`,
  selfCheck: {
    title: 'A report of what was found here, without names of people, portals and files',
    send: 'Read it, and if you like send it to the makers of bye24: it shows where the app really lies on your system.',
  },
};
