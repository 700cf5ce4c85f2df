import type { Texts } from '../catalogue.ts';
import { formatFor } from '../format.ts';
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

export const ru: Texts = {
  language: 'ru',
  format: formatFor('ru'),
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
