/**
 * Splits a Windows command line into its arguments, as programs there do it: backslashes are plain unless a quote follows
 * them. https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments
 */
export function splitCommandLine(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    const slashes = /^\\*/u.exec(line.slice(index))?.[0].length ?? 0;
    if (slashes > 0) {
      const quote = line[index + slashes] === '"';
      word = (word ?? '') + '\\'.repeat(quote ? Math.floor(slashes / 2) : slashes);
      if (quote && slashes % 2 === 1) word += '"';
      index += slashes - (quote && slashes % 2 === 1 ? 0 : 1);
      continue;
    }
    const letter = line[index] ?? '';
    if (letter === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && (letter === ' ' || letter === '\t')) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + letter;
    }
  }
  return word === undefined ? words : [...words, word];
}

/**
 * Paths that a command line or a value of the registry may lead to. An unquoted path with spaces in it
 * (`C:\Program Files\X\x.exe /S`) is taken up to its `.exe`.
 */
export function pathsIn(text: string): readonly string[] {
  const found = [...text.matchAll(/[a-z]:\\[^"<>|*?\n]*?\.(?:exe|dll|ico)(?![\w.])|[a-z]:\\[^"<>|*?\n,]*/giu)];
  return found.map(([path]) => path.trim());
}
