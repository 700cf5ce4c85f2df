import type { DestroyResult } from '../../commands/archive-destroy.ts';
import type { Page } from '../terminal.ts';
import { placeOf } from './place.ts';

export function show({ files, folder }: DestroyResult, { texts, style, line }: Page): void {
  const words = texts.views.destroyed;
  line(style.bold(words.done(files)));
  line(words.folder(placeOf(folder)));
}
