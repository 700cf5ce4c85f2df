import type { UninstallPlan } from '../box/uninstall/plan.ts';
import type { Texts } from '../texts/catalogue.ts';

/** A step of an uninstall in words, as the terminal and the web app show it. */
export function uninstallStep(step: UninstallPlan['steps'][number], { box }: Pick<Texts, 'box'>): string {
  const words = box.uninstall.steps;
  switch (step.do) {
    case 'cronOff':
      return `${words.cronOff} ${step.file}: ${step.text}`;
    case 'stop':
      return `${words.stop} ${step.service}`;
    case 'setAside':
      return `${words.setAside} ${step.path}`;
    case 'reload':
      return `${words.reload} ${step.server}`;
    case 'dropDatabase':
      return `${words.dropDatabase} ${step.database} (${step.engine} @ ${step.host})`;
    case 'lockLogin':
      return `${words.lockLogin} ${step.login} (${step.engine} @ ${step.host})`;
    case 'lockUser':
      return `${words.lockUser} ${step.user}`;
    case 'removePackages':
      return `${words.removePackages} ${step.names.join(', ')}`;
    default:
      return step satisfies never;
  }
}

/** What goes on right now: a step by its first word, and what it is done to. */
export function boxStep(step: string, { box }: Pick<Texts, 'box'>): string {
  const [verb = ''] = step.split(' ', 1);
  const words: Readonly<Record<string, string>> = { ...box.doing, ...box.uninstall.steps };
  return `${words[verb] ?? verb}${step.slice(verb.length)}`;
}
