import type { Texts } from '../texts/catalogue.ts';
import type { Question } from './ask.ts';

/** The words of a question: what it is about, and what is to be typed. The terminal and the web app ask alike. */
export function questionWords(
  question: Question,
  { views: { ask, profile, push }, oauth, desktop, box }: Texts,
): { readonly text: string; readonly prompt: string } {
  switch (question.about) {
    case 'webhook':
      return ask.webhook;
    case 'secondWebhook':
      return profile.askSecond[question.of];
    case 'clientId':
      return oauth.ask.clientId;
    case 'clientSecret':
      return oauth.ask.clientSecret;
    case 'consentCode':
      return oauth.ask.consentCode;
    case 'address':
      return ask.address(question);
    case 'archive':
      return ask.archive(question);
    case 'password':
      return ask.password(question);
    case 'apiKey':
      return push.apiKey(question);
    case 'otherPortal':
      return ask.otherPortal(question);
    case 'count':
      return ask.count(question);
    case 'live':
      return ask.live(question);
    case 'goOn':
      return ask.goOn(question);
    case 'changed':
      return ask.changed(question);
    case 'computer':
      return desktop.ask.computer(question.name, question.steps);
    case 'boxName':
      return box.uninstall.ask(question);
    case 'driveFolder':
      return desktop.ask.driveFolder(question.path, question.placeholders);
    case 'quarantine':
      return desktop.ask.quarantine(question);
    default:
      return question satisfies never;
  }
}
