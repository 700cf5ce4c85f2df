import type { UninstallPlan } from '../box/uninstall/plan.ts';
import type { Texts } from '../texts/catalogue.ts';

type Step = UninstallPlan['steps'][number];

/** What a step of an uninstall is done to, in the machine's own words. */
export function aboutOf(step: Step): string {
  switch (step.do) {
    case 'cronOff':
      return `${step.file}: ${step.text}`;
    case 'stop':
      return step.service;
    case 'setAside':
      return step.path;
    case 'reload':
      return step.server;
    case 'dropDatabase':
      return `${step.database} (${step.engine} @ ${step.host})`;
    case 'lockLogin':
      return `${step.login} (${step.engine} @ ${step.host})`;
    case 'lockUser':
      return step.user;
    case 'removePackages':
      return step.names.join(', ');
    default:
      return step satisfies never;
  }
}

/** A step of an uninstall in words, as the terminal and the web app show it. */
export function uninstallStep(step: Step, { box }: Pick<Texts, 'box'>): string {
  return `${box.uninstall.steps[step.do]} ${aboutOf(step)}`;
}

/** What goes on right now: a step by its first word, and what it is done to. */
export function boxStep(step: string, { box }: Pick<Texts, 'box'>): string {
  const [verb = ''] = step.split(' ', 1);
  const words: Readonly<Record<string, string>> = { ...box.doing, ...box.uninstall.steps };
  return `${words[verb] ?? verb}${step.slice(verb.length)}`;
}
