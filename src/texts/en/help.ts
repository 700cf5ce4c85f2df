/** The frame of the help. */
export const help = {
  tagline: 'Take everything home from Bitrix24. Leave nothing behind.',
  usage: 'Usage',
  usageLine: 'bye24 <command> [options]',
  options: 'Options',
  examples: 'Examples',
  everywhere: 'Everywhere',
  groups: {
    try: 'Try it',
    home: 'Take home (nothing on the portal changes)',
    read: 'Read (needs no portal)',
    leave: 'Leave (the portal changes only after you typed its address)',
    here: 'This computer and this server',
    more: 'More',
  },
  global: {
    lang: 'language: ru or en',
    json: 'one JSON object a line on stdout, for programs',
    noProgress: 'no progress on stderr',
    explain: 'on a refusal, print the rule behind it',
    help: 'this help, or that of a command',
    version: 'the version',
  },
  choices: (options: string) => `one of ${options}`,
  family: 'Commands that begin with this word:',
  more: 'Help on a command: bye24 <command> --help',
  newcomer: 'New here? `npx bye24 demo` shows the whole way in a minute, on a made-up company.',
  independence: 'An independent open-source program. Not made, approved or supported by the makers of Bitrix24.',
  exitCodes:
    'Exit codes: 0 ok · 1 error · 2 usage · 3 partial · 4 stale plan · 5 guard refused · 10 no archive · 11 locked · ' +
    '12 bad credential · 130 cancelled',
  didYouMean: (word: string) => `Did you mean \`${word}\`?`,
};
