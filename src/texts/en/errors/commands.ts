import type { Detail, ErrorText } from '../../detail.ts';

const nothingDone = 'Nothing was done, nothing is lost.';

/** Errors of the command line and of the commands themselves. */
export const commands = {
  COMMAND_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `There is no command \`${d('word')}\`.`,
    lost: nothingDone,
    todo: '`bye24 --help` lists the commands.',
  }),
  OPTION_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `\`${d('command')}\` has no option ${d('option')}.`,
    lost: nothingDone,
    todo: `\`bye24 ${d('command')} --help\` lists its options.`,
  }),
  WORD_UNEXPECTED: (d: Detail): ErrorText => ({
    happened: `\`${d('command')}\` does not know what to do with “${d('word')}”.`,
    lost: nothingDone,
    todo: `\`bye24 ${d('command')} --help\` shows what it takes.`,
  }),
  VALUE_MISSING: (d: Detail): ErrorText => ({
    happened: `${d('parameter')} needs a value (${d('expected')}).`,
    lost: nothingDone,
    todo: `\`bye24 ${d('command')} --help\` shows what it takes.`,
  }),
  VALUE_WRONG: (d: Detail): ErrorText => ({
    happened: `${d('parameter')} can't be “${d('value')}”: it takes ${d('expected')}.`,
    lost: nothingDone,
    todo: `\`bye24 ${d('command')} --help\` shows what it takes.`,
  }),
  SECRET_IN_ARGUMENTS: (): ErrorText => ({
    happened:
      'A webhook was given on the command line. It is now in the history of your shell, and other programs on this computer could see it.',
    lost: 'Nothing was sent and nothing was stored.',
    todo:
      'Regenerate that webhook on the portal (its page has a button for it) and give the new one to `bye24 connect` when it asks, ' +
      'in BYE24_WEBHOOK, or with --webhook-fd.',
  }),
  WEBHOOK_OF_OTHER_PORTAL: (d: Detail): ErrorText => ({
    happened: `This webhook is of ${d('found')}, not of ${d('expected')}.`,
    lost: nothingDone,
    todo: 'Make a webhook on the portal that you mean, or leave the address out.',
  }),
  TEAM_PERSON_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `Nobody in the team is “${d('asked')}”.`,
    lost: nothingDone,
    todo: 'Give an id or an e-mail: `bye24 team` lists who was invited, `bye24 team invite` invites more.',
  }),
  TEAM_ONE_AT_A_TIME: (): ErrorText => ({
    happened: 'A webhook is one person’s: name one with --who.',
    lost: nothingDone,
    todo: 'Run `bye24 team add` once for each of them.',
  }),
  TEAM_MAIN_CONNECTION: (d: Detail): ErrorText => ({
    happened: `This webhook is of user ${d('userId')}, whose connection takes everything already.`,
    lost: nothingDone,
    todo: 'Nothing needs to be added for that person. Paste the webhook of a colleague.',
  }),
  TEAM_OTHER_PERSON: (d: Detail): ErrorText => ({
    happened: `This webhook is of ${d('found')}, not of ${d('expected')}.`,
    lost: nothingDone,
    todo: 'Ask whose it is, and say so with --who.',
  }),
  TEAM_NOT_INVITED: (d: Detail): ErrorText => ({
    happened: `This webhook is of user ${d('userId')}, whom nobody invited.`,
    lost: nothingDone,
    todo: 'If it is meant to be here, name that person: --who',
  }),
  NO_CONNECTION: (): ErrorText => ({
    happened: 'bye24 does not know your portal yet.',
    lost: nothingDone,
    todo: 'Run `bye24 connect` first.',
  }),
  CONNECTION_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `There is no connection to ${d('portal')}. Known: ${d('known')}.`,
    lost: nothingDone,
    todo: 'Run `bye24 connect` with a webhook of that portal.',
  }),
  CONNECTION_UNCLEAR: (d: Detail): ErrorText => ({
    happened: `There are several connections: ${d('known')}.`,
    lost: nothingDone,
    todo: 'Say which one with --portal ADDRESS.',
  }),
  CONNECTIONS_DAMAGED: (d: Detail): ErrorText => ({
    happened: `The file with your connections can't be read: ${d('path')}`,
    lost: 'Archives are not touched.',
    todo: 'Delete that file and run `bye24 connect` again.',
  }),
  ARCHIVE_UNCLEAR: (d: Detail): ErrorText => ({
    happened: `There are several archives here: ${d('known')}.`,
    lost: nothingDone,
    todo: 'Say which one with --archive DIR.',
  }),
  RECORD_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `The archive has no record ${d('kind')} ${d('id')}.`,
    lost: nothingDone,
    todo: `\`bye24 open ${d('kind')}\` lists those that are there.`,
  }),
  NOTHING_TO_SEARCH: (): ErrorText => ({
    happened: 'Nothing to look for was given.',
    lost: nothingDone,
    todo: 'For example: bye24 search ромашка',
  }),
  NOBODY_TO_ASK: (d: Detail): ErrorText => ({
    happened: `\`bye24 ${d('command')}\` has a question, and there is no terminal to ask it in.`,
    lost: nothingDone,
    todo: `Run it in a terminal, or give the answer as \`bye24 ${d('command')} --help\` says.`,
  }),
  FILE_UNREADABLE: (d: Detail): ErrorText => ({
    happened: `The file ${d('path')} can't be read.`,
    lost: nothingDone,
    todo: 'Check the name and whether you may read it.',
  }),
  FOLDER_IN_USE: (d: Detail): ErrorText => ({
    happened: `The folder ${d('path')} holds something else already.`,
    lost: nothingDone,
    todo: 'Give another folder with --dir.',
  }),
  DATA_MALFORMED: (d: Detail): ErrorText => ({
    happened: `${d('path')} is not a company that the local portal understands: ${d('reason')}`,
    lost: nothingDone,
    todo: 'Give a file of the form that README.md describes.',
  }),
  PORT_TAKEN: (d: Detail): ErrorText => ({
    happened: `Port ${d('port')} is taken by another program.`,
    lost: nothingDone,
    todo: 'Give another one, or leave it out to get a free one.',
  }),
  DISK_FULL: (d: Detail): ErrorText => ({
    happened: `The disk is full (${d('path')}).`,
    lost: 'Nothing is lost: what was written completely stays, the rest is taken again.',
    todo: 'Free some space and run the same command.',
  }),
  DISK_REFUSED: (d: Detail): ErrorText => ({
    happened: `The file system refuses ${d('path')} (${d('reason')}).`,
    lost: 'What was written completely stays.',
    todo: 'Check the rights on that folder, or choose another one.',
  }),
  CANCELLED: (): ErrorText => ({
    happened: 'Stopped, as you asked.',
    lost: 'Nothing is lost: what was finished is kept.',
    todo: 'The same command goes on from here.',
  }),
  UNEXPECTED: (d: Detail): ErrorText => ({
    happened: `Something went wrong that bye24 did not foresee: ${d('reason')}`,
    lost: 'What was written completely stays; nothing more will be done.',
    todo: 'Run the same command again. If it stays, please report it, with the line above.',
  }),
};
