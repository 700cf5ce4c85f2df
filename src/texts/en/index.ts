import type { Language } from '../../base/text.ts';
import { type Format, formatFor } from '../format.ts';
import { box } from './box.ts';
import { commands } from './commands.ts';
import { connecting, oauth } from './connect.ts';
import { desktop } from './desktop.ts';
import { errors } from './errors/index.ts';
import { help } from './help.ts';
import { rules } from './rules.ts';
import { team } from './team.ts';
import { ui } from './ui.ts';
import { views } from './views.ts';

const format: Format = formatFor('en');

export const en = {
  language: 'en' as Language,
  format,
  help,
  commands,
  views,
  ui,
  box,
  desktop,
  errors,
  rules,
  team,
  oauth,
  connecting,
};
