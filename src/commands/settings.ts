import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The user's folder for settings: BYE24_HOME when it is set, else where the system keeps such things (XDG on Linux,
 * ~/Library on macOS, APPDATA on Windows).
 */
export function settingsFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const { BYE24_HOME, XDG_CONFIG_HOME, APPDATA } = environment;
  if (BYE24_HOME !== undefined && BYE24_HOME !== '') return BYE24_HOME;
  if (platform === 'win32') return join(APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'bye24');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'bye24');
  return join(
    XDG_CONFIG_HOME !== undefined && XDG_CONFIG_HOME !== '' ? XDG_CONFIG_HOME : join(homedir(), '.config'),
    'bye24',
  );
}
